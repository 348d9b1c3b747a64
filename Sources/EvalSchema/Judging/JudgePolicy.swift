/// The floor that a judge has to reach before its grades may decide: `judges` in the policy.
public struct JudgePolicy: Sendable, Hashable, Codable {
  /// Fewest known-bad transcripts that it was measured with.
  public var exemplars: Int
  /// The least that its sensitivity is shown to be: the lower bound at 99%.
  public var sensitivity: Double
  /// Whether a judge that nobody measured, or that is below the floor, may decide all the same; said wherever it does.
  public var acceptUncalibrated: Bool

  /// Makes the value from its parts.
  public init(exemplars: Int = 30, sensitivity: Double = 0.75, acceptUncalibrated: Bool = false) {
    self.exemplars = exemplars
    self.sensitivity = sensitivity
    self.acceptUncalibrated = acceptUncalibrated
  }

  private enum CodingKeys: String, CodingKey {
    case exemplars
    case sensitivity
    case acceptUncalibrated = "accept_uncalibrated"
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let standard = JudgePolicy()
    exemplars = try container.decodeIfPresent(Int.self, forKey: .exemplars) ?? standard.exemplars
    sensitivity = try container.decodeIfPresent(Double.self, forKey: .sensitivity) ?? standard.sensitivity
    acceptUncalibrated =
      try container.decodeIfPresent(Bool.self, forKey: .acceptUncalibrated) ?? standard.acceptUncalibrated
  }
}

extension Policy {
  /// The floor of judges that is in force.
  public var judgeFloor: JudgePolicy { judges ?? JudgePolicy() }
}
