/// A judge of an evalset: a model that grades transcripts by rubrics, and what is known of how well it does.
public struct Judge: Sendable, Hashable {
  /// The name, which is that of its file in `judges/`.
  public var name: String
  /// How it is reached; its system prompt is ours.
  public var target: Target
  /// The digest of everything that its grades depend on but the rubric: the target's surfaces and the prompt's version.
  public var digest: Digest
  /// How well it grades labelled transcripts; nil when nobody measured.
  public var calibration: JudgeCalibration?
  /// What it said of exhibits before.
  public var answers: [JudgeAnswer]

  /// The version of the prompt and of the answer's form. Raised with every change of their words.
  public static let promptVersion = "judge-1"
  /// The folder of judges in an evalset.
  public static let folder = "judges"

  /// Makes the value from its parts; the digest is computed.
  package init(
    name: String, target: Target, calibration: JudgeCalibration? = nil, answers: [JudgeAnswer] = []
  ) throws {
    struct Identity: Encodable {
      var prompt: String
      var target: Digest
    }
    self.name = name
    self.target = target
    self.calibration = calibration
    self.answers = answers
    digest = try Digest(ofJSON: Identity(prompt: Self.promptVersion, target: try target.fingerprint()))
  }

  /// The models that answered when this judge was measured; nil when it was not, or when none was named.
  package var measuredModels: [String]? {
    guard let calibration, calibration.digest == digest, !calibration.models.isEmpty else { return nil }
    return calibration.models
  }

  /// The digest of the judge with a rubric: what a grade names.
  package func digest(with rubric: Digest) -> Digest { Digest(of: "\(digest)\n\(rubric)") }

  /// The path of a file of the judge, relative to the evalset.
  package static func file(_ name: String, _ ending: String) -> String { "\(folder)/\(name).\(ending)" }

  /// The note of the judge for a record.
  package var identity: JudgeIdentity {
    JudgeIdentity(
      name: name, digest: digest, adapter: target.adapter, model: target.model, prompt: Self.promptVersion,
      currency: target.price?.currency)
  }
}

/// A judge as a record names it.
public struct JudgeIdentity: Sendable, Hashable, Codable {
  /// The name.
  public var name: String
  /// The digest of its surfaces and the prompt's version.
  public var digest: Digest
  /// How it is reached.
  public var adapter: AdapterKind
  /// The model as requested.
  public var model: String?
  /// The version of the prompt.
  public var prompt: String
  /// The currency of its price.
  public var currency: String?

  /// Makes the value from its parts.
  public init(
    name: String, digest: Digest, adapter: AdapterKind, model: String? = nil, prompt: String, currency: String? = nil
  ) {
    self.name = name
    self.digest = digest
    self.adapter = adapter
    self.model = model
    self.prompt = prompt
    self.currency = currency
  }

  private enum CodingKeys: String, CodingKey {
    case name
    case digest
    case adapter
    case model
    case prompt
    case currency
  }
}

/// What a judge said of an exhibit: one line of `judges/NAME.answers.jsonl`, so that `check` need not ask again.
public struct JudgeAnswer: Sendable, Hashable, Codable {
  /// The digest of the judge and of all that it was shown.
  public var key: Digest
  /// Its grade.
  public var result: GradeResult
  /// Why.
  public var reason: String
  /// Its answers.
  public var votes: [JudgeVote]

  /// Makes the value from its parts.
  public init(key: Digest, result: GradeResult, reason: String, votes: [JudgeVote]) {
    self.key = key
    self.result = result
    self.reason = reason
    self.votes = votes
  }

  private enum CodingKeys: String, CodingKey {
    case key
    case result
    case reason
    case votes
  }
}

extension Evalset {
  /// The digests of its judges by name: what a ledger holds a case's judges to.
  package var judgeDigests: [String: Digest] {
    Dictionary(judges.map { ($0.name, $0.digest) }) { first, _ in first }
  }

  /// The judge that a case names.
  package func judge(_ name: String) -> Judge? { judges.first { $0.name == name } }
}
