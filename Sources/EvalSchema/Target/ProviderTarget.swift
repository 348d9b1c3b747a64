/// Where Azure serves a model: `{base_url}/openai/deployments/{deployment}/chat/completions?api-version={api_version}`.
public struct AzureTarget: Sendable, Hashable, Codable {
  /// The name of the deployment.
  public var deployment: String
  /// The version of the API, for example `2024-10-21`.
  public var apiVersion: String

  /// Makes the value from its parts.
  public init(deployment: String, apiVersion: String) {
    self.deployment = deployment
    self.apiVersion = apiVersion
  }

  private enum CodingKeys: String, CodingKey {
    case deployment
    case apiVersion = "api_version"
  }
}

/// Where Amazon serves a model.
public struct BedrockTarget: Sendable, Hashable, Codable {
  /// The region, for example `eu-central-1`.
  public var region: String

  /// Makes the value from its parts.
  public init(region: String) { self.region = region }
}
