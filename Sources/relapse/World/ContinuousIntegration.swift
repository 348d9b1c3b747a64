/// Whether nobody sits at the keyboard: one place for every rule that is stricter in CI.
enum ContinuousIntegration {
  /// What services set: most of them `CI`; Azure Pipelines, Jenkins, TeamCity and CodeBuild a variable of their own.
  static let variables = ["CI", "TF_BUILD", "JENKINS_URL", "TEAMCITY_VERSION", "CODEBUILD_BUILD_ID"]

  /// Whether one of the variables has a value other than `false`, `0` and `no`.
  static func isDetected(in environment: [String: String]) -> Bool {
    variables.contains { name in
      let value = environment[name].map { $0.filter { !$0.isWhitespace }.lowercased() } ?? ""
      return !["", "false", "0", "no"].contains(value)
    }
  }
}
