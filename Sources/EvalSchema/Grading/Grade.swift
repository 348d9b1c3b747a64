/// What a grader says of one transcript.
public enum GradeResult: String, Sendable, Codable, Hashable {
  case pass, fail
  /// The grader could not judge: the trial is errored, never passed.
  case ungraded
}

/// Where in a transcript a grader saw what it says.
public struct Evidence: Sendable, Hashable, Codable {
  /// The index of the message in the transcript.
  public var message: Int
  /// The index of the tool call in that message, when the evidence is a call.
  public var call: Int?
  /// First Unicode scalar of the span in the message's text, from 0.
  public var start: Int?
  /// One past the last Unicode scalar of the span.
  public var end: Int?

  /// Makes the value from its parts.
  public init(message: Int, call: Int? = nil, start: Int? = nil, end: Int? = nil) {
    self.message = message
    self.call = call
    self.start = start
    self.end = end
  }

  private enum CodingKeys: String, CodingKey {
    case message
    case call
    case start
    case end
  }
}

/// One grader's judgement of one transcript, with its reason and the place that shows it.
public struct Grade: Sendable, Hashable, Codable {
  /// The grader in words, for example `not matches /refunded/`.
  public var grader: String
  /// Where the grader stands in the case file, for example `expected.graders.1`.
  public var path: String
  /// The judgement.
  public var result: GradeResult
  /// Why, in one sentence; may quote hostile text.
  public var reason: String
  /// The place in the transcript, when there is one.
  public var evidence: Evidence?
  /// What stands behind it when a model judged.
  public var judge: JudgeNote?

  /// Makes the value from its parts.
  public init(
    grader: String, path: String = "", result: GradeResult, reason: String, evidence: Evidence? = nil,
    judge: JudgeNote? = nil
  ) {
    self.grader = grader
    self.path = path
    self.result = result
    self.reason = reason
    self.evidence = evidence
    self.judge = judge
  }

  private enum CodingKeys: String, CodingKey {
    case grader
    case path
    case result
    case reason
    case evidence
    case judge
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    grader = try container.decode(String.self, forKey: .grader)
    path = try container.decodeIfPresent(String.self, forKey: .path) ?? ""
    result = try container.decode(GradeResult.self, forKey: .result)
    reason = try container.decode(String.self, forKey: .reason)
    evidence = try container.decodeIfPresent(Evidence.self, forKey: .evidence)
    judge = try container.decodeIfPresent(JudgeNote.self, forKey: .judge)
  }
}
