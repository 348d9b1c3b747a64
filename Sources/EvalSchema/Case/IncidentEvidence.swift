/// What is known of the run in which the incident happened, beside exhibits and input.
public struct IncidentEvidence: Sendable, Hashable, Codable {
  /// The runs in which it was seen.
  public var runIds: [String]
  /// The workflow that was affected.
  public var workflow: String?
  /// The version of the application.
  public var agentVersion: String?
  /// The model as pinned; a mutable alias is a gap.
  public var model: String?
  /// Temperature and other sampling parameters.
  public var parameters: JSONValue?
  /// The digest of the system prompt that was active.
  public var promptSha256: Digest?
  /// The version of the tool configuration.
  public var toolConfiguration: String?
  /// The approval policy that was in force.
  public var approvalPolicy: String?
  /// What the user saw, where it differs from the model's output.
  public var userVisibleOutput: String?
  /// What the tool calls changed.
  public var sideEffects: [String]
  /// Who labelled the failure.
  public var reviewers: [String]
  /// What the run cost, in millionths of the currency unit.
  public var costMicros: Int?
  /// How long the run took, in seconds.
  public var latency: Double?
  /// What was done first.
  public var containment: String?
  /// When it happened, ISO 8601.
  public var timestamps: [String]
  /// What was not preserved: each is a follow-up.
  public var missing: [String]

  /// Makes the value from its parts.
  public init(
    runIds: [String] = [], workflow: String? = nil, agentVersion: String? = nil, model: String? = nil,
    parameters: JSONValue? = nil, promptSha256: Digest? = nil, toolConfiguration: String? = nil,
    approvalPolicy: String? = nil, userVisibleOutput: String? = nil, sideEffects: [String] = [],
    reviewers: [String] = [], costMicros: Int? = nil, latency: Double? = nil, containment: String? = nil,
    timestamps: [String] = [], missing: [String] = []
  ) {
    self.runIds = runIds
    self.workflow = workflow
    self.agentVersion = agentVersion
    self.model = model
    self.parameters = parameters
    self.promptSha256 = promptSha256
    self.toolConfiguration = toolConfiguration
    self.approvalPolicy = approvalPolicy
    self.userVisibleOutput = userVisibleOutput
    self.sideEffects = sideEffects
    self.reviewers = reviewers
    self.costMicros = costMicros
    self.latency = latency
    self.containment = containment
    self.timestamps = timestamps
    self.missing = missing
  }

  private enum CodingKeys: String, CodingKey {
    case runIds = "run_ids"
    case workflow
    case agentVersion = "agent_version"
    case model
    case parameters
    case promptSha256 = "prompt_sha256"
    case toolConfiguration = "tool_configuration"
    case approvalPolicy = "approval_policy"
    case userVisibleOutput = "user_visible_output"
    case sideEffects = "side_effects"
    case reviewers
    case costMicros = "cost_micros"
    case latency
    case containment
    case timestamps
    case missing
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    runIds = try container.decodeIfPresent([String].self, forKey: .runIds) ?? []
    workflow = try container.decodeIfPresent(String.self, forKey: .workflow)
    agentVersion = try container.decodeIfPresent(String.self, forKey: .agentVersion)
    model = try container.decodeIfPresent(String.self, forKey: .model)
    parameters = try container.decodeIfPresent(JSONValue.self, forKey: .parameters)
    promptSha256 = try container.decodeIfPresent(Digest.self, forKey: .promptSha256)
    toolConfiguration = try container.decodeIfPresent(String.self, forKey: .toolConfiguration)
    approvalPolicy = try container.decodeIfPresent(String.self, forKey: .approvalPolicy)
    userVisibleOutput = try container.decodeIfPresent(String.self, forKey: .userVisibleOutput)
    sideEffects = try container.decodeIfPresent([String].self, forKey: .sideEffects) ?? []
    reviewers = try container.decodeIfPresent([String].self, forKey: .reviewers) ?? []
    costMicros = try container.decodeIfPresent(Int.self, forKey: .costMicros)
    latency = try container.decodeIfPresent(Double.self, forKey: .latency)
    containment = try container.decodeIfPresent(String.self, forKey: .containment)
    timestamps = try container.decodeIfPresent([String].self, forKey: .timestamps) ?? []
    missing = try container.decodeIfPresent([String].self, forKey: .missing) ?? []
  }
}
