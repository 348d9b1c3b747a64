/// The answers of one arm of observed traffic, as counts and numbers: no text of an answer is kept, but for a few reasons.
public struct TrafficArm: Sendable, Hashable {
  /// What one check found in an arm.
  public struct CheckTally: Sendable, Hashable {
    /// Answers that could be judged.
    public var valid = 0
    /// Answers that do or say what must not be.
    public var failures = 0
    /// Answers that the graders could not judge.
    public var ungraded = 0
    /// The first failures, bounded.
    public var examples: [TrafficExample] = []

    /// Nothing was judged yet.
    public init() {}
  }

  /// The file.
  public var file: String
  /// What was read.
  public var reading = TrafficReading()
  /// Answers that came to their end, empty ones included.
  public var answered = 0
  /// Answers that did not.
  public var errored = 0
  /// Answers that say and do nothing.
  public var empty = 0
  /// Answers that begin with a refusal.
  public var refusals = 0
  /// Answers of which the log says why they ended, and those of them that were cut.
  public var ended = (known: 0, cut: 0)
  /// What each check found, by its id.
  public var checks: [String: CheckTally] = [:]
  /// Calls of each tool; answers without a call stand under the empty name.
  public var tools: [String: Int] = [:]
  /// Models as returned, with their answers.
  public var models: [String: Int] = [:]
  /// Unicode scalars of what was said.
  public var lengths: [Float] = []
  /// Tokens written, where the log has them.
  public var tokens: [Float] = []
  /// Seconds, where the log has them.
  public var latencies: [Float] = []
  /// Costs in millionths, where the log has them.
  public var costs: [Float] = []
  /// The first and the last time of an answer, in seconds since 1970.
  public var span: ClosedRange<Double>?

  /// Begins with nothing seen.
  public init(file: String) { self.file = file }

  /// Answers that could be judged by any check.
  public var valid: Int { answered }

  public static func == (left: TrafficArm, right: TrafficArm) -> Bool {
    left.file == right.file && left.reading == right.reading && left.checks == right.checks
      && left.answered == right.answered && left.errored == right.errored
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(file) }
}

/// An answer that failed a check.
public struct TrafficExample: Sendable, Hashable, Codable {
  /// The id of its trace.
  public var id: String
  /// Its line in the log.
  public var line: Int
  /// The grader, in words.
  public var grader: String
  /// What the grader says.
  public var reason: String

  /// Makes the value from its parts.
  public init(id: String, line: Int, grader: String, reason: String) {
    self.id = id
    self.line = line
    self.grader = grader
    self.reason = reason
  }

  private enum CodingKeys: String, CodingKey {
    case id
    case line
    case grader
    case reason
  }
}

/// What is asked of every answer: the graders of one case that hold for any traffic.
public struct TrafficCheckPlan: Sendable, Hashable {
  /// The id: that of the case, or `empty-answers`.
  public var id: String
  /// What it is, for people.
  public var title: String
  /// The failure pattern.
  public var pattern: String
  /// The severity.
  public var severity: Severity
  /// The paths of the graders that are applied.
  public var graders: [String]

  /// Makes the value from its parts.
  public init(id: String, title: String, pattern: String, severity: Severity, graders: [String]) {
    self.id = id
    self.title = title
    self.pattern = pattern
    self.severity = severity
    self.graders = graders
  }

  /// The check that belongs to every comparison: an answer that says and does nothing is none.
  public static let emptyAnswers = TrafficCheckPlan(
    id: "empty-answers", title: "Empty answers", pattern: "empty-answers", severity: .s2, graders: [])
}

/// A grader that does not hold for any traffic.
public struct LeftOutGrader: Sendable, Hashable, Codable {
  /// The id of the case.
  public var evalCase: String
  /// Where it stands in the case file.
  public var path: String
  /// The kind of the grader.
  public var grader: String
  /// Why it is left out.
  public var reason: String

  /// Makes the value from its parts.
  public init(evalCase: String, path: String, grader: String, reason: String) {
    self.evalCase = evalCase
    self.path = path
    self.grader = grader
    self.reason = reason
  }

  private enum CodingKeys: String, CodingKey {
    case evalCase = "case"
    case path
    case grader
    case reason
  }
}
