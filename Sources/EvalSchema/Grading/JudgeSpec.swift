/// A model judges the transcript by a rubric. Stands directly in `expected.graders`, never inside another grader.
public struct JudgeSpec: Sendable, Hashable, Codable {
  /// What the conduct must keep to, as one observable criterion.
  public var rubric: String
  /// The judge: the name of a file in `judges/`.
  public var by: String

  /// Makes the value from its parts.
  public init(rubric: String, by: String) {
    self.rubric = rubric
    self.by = by
  }

  private enum CodingKeys: String, CodingKey {
    case rubric
    case by
  }

  /// The digest of the rubric, by which calibrations know it.
  public var rubricDigest: Digest { Digest(of: rubric) }
}

extension EvalCase {
  /// The judges that the case is graded by, in the order of its graders.
  public var judgeSpecs: [JudgeSpec] {
    expected.graders.compactMap { spec in
      guard case .judge(let judge) = spec else { return nil }
      return judge
    }
  }
}

/// One answer of a judge about one transcript.
public struct JudgeVote: Sendable, Hashable, Codable {
  /// What it says; `ungraded` where no answer could be read.
  public var result: GradeResult
  /// Its reason, or why its answer counts for nothing; hostile text.
  public var reason: String
  /// The words of the transcript that it quotes.
  public var quote: String?
  /// The model as returned.
  public var model: String?

  /// Makes the value from its parts.
  public init(result: GradeResult, reason: String, quote: String? = nil, model: String? = nil) {
    self.result = result
    self.reason = reason
    self.quote = quote
    self.model = model
  }

  private enum CodingKeys: String, CodingKey {
    case result
    case reason
    case quote
    case model
  }
}

/// What stands behind a judge's grade: who it was, every answer, and what they cost.
public struct JudgeNote: Sendable, Hashable, Codable {
  /// The name of the judge.
  public var name: String
  /// The digest of model, parameters, prompt and rubric.
  public var digest: Digest
  /// Its answers in order; the second only after a first that says fail.
  public var votes: [JudgeVote]
  /// Requests made.
  public var calls: Int
  /// The tokens they took.
  public var usage: Usage
  /// What they cost, in millionths of the currency unit.
  public var costMicros: Int
  /// The kind of failure that kept it from answering.
  public var failure: FailureKind?
  /// True when nobody asked it: there is no adapter, and no remembered answer.
  public var unasked: Bool?

  /// Makes the value from its parts.
  public init(
    name: String, digest: Digest, votes: [JudgeVote] = [], calls: Int = 0, usage: Usage = Usage(), costMicros: Int = 0,
    failure: FailureKind? = nil, unasked: Bool? = nil
  ) {
    self.name = name
    self.digest = digest
    self.votes = votes
    self.calls = calls
    self.usage = usage
    self.costMicros = costMicros
    self.failure = failure
    self.unasked = unasked
  }

  private enum CodingKeys: String, CodingKey {
    case name
    case digest
    case votes
    case calls
    case usage
    case costMicros
    case failure
    case unasked
  }
}
