/// What a case demands: everything that a verdict on it depends on, and nothing else.
///
/// Title, owner, tags, layers, notes, evidence, comments and the order of graders and exhibits are not in it: changing them is no
/// amendment. The graders and exhibits are kept whole, so that a later form of the case can be held against them.
public struct CaseStrictness: Sendable, Hashable, Codable {
  /// The id of the incident.
  public var incident: String
  /// The id of the failure pattern.
  public var pattern: String
  /// Where the case serves.
  public var suite: Suite
  /// The effective severity, which chooses the rules of the policy.
  public var severity: Severity
  /// The case's own limit; nil means that of its severity.
  public var limit: Double?
  /// The digest of the input.
  public var input: Digest
  /// The digest of the expected behavior in words.
  public var behavior: Digest
  /// The graders, by digest.
  public var graders: [RecordedGrader]
  /// The exhibits: known-bad, then known-good, each by digest.
  public var exhibits: [RecordedExhibit]
  /// The judges by name, each by its digest; nil when no model judges.
  public var judges: [String: Digest]?

  /// Makes the value from its parts.
  public init(
    incident: String, pattern: String, suite: Suite, severity: Severity, limit: Double? = nil, input: Digest,
    behavior: Digest, graders: [RecordedGrader], exhibits: [RecordedExhibit], judges: [String: Digest]? = nil
  ) {
    self.incident = incident
    self.pattern = pattern
    self.suite = suite
    self.severity = severity
    self.limit = limit
    self.input = input
    self.behavior = behavior
    self.graders = graders
    self.exhibits = exhibits
    self.judges = judges
  }

  private enum CodingKeys: String, CodingKey {
    case incident
    case pattern
    case suite
    case severity
    case limit
    case input
    case behavior
    case graders
    case exhibits
    case judges
  }
}

/// A grader as the ledger keeps it.
public struct RecordedGrader: Sendable, Hashable, Codable {
  /// The digest of its canonical JSON.
  public var digest: Digest
  /// The grader.
  public var grader: GraderSpec

  /// Makes the value from its parts.
  public init(digest: Digest, grader: GraderSpec) {
    self.digest = digest
    self.grader = grader
  }

  private enum CodingKeys: String, CodingKey {
    case digest
    case grader
  }
}

/// Whether an exhibit is what must not happen or what should.
public enum ExhibitKind: String, Sendable, Codable, Hashable, CaseIterable {
  case knownBad = "known_bad"
  case knownGood = "known_good"
}

/// An exhibit as the ledger keeps it.
public struct RecordedExhibit: Sendable, Hashable, Codable {
  /// The digest of its transcript's canonical JSON.
  public var digest: Digest
  /// Which kind it is.
  public var kind: ExhibitKind
  /// What was said and done.
  public var transcript: Transcript

  /// Makes the value from its parts.
  public init(digest: Digest, kind: ExhibitKind, transcript: Transcript) {
    self.digest = digest
    self.kind = kind
    self.transcript = transcript
  }

  private enum CodingKeys: String, CodingKey {
    case digest
    case kind
    case transcript
  }
}

extension CaseStrictness {
  /// What a case demands.
  ///
  /// A noun that is part of a case may gain a key only if the key is left out of its JSON while it says nothing new: otherwise
  /// every recorded case would count as changed.
  ///
  /// - Parameter judges: The digests of the evalset's judges, by name; one that it lacks counts as none.
  package init(of evalCase: EvalCase, judges: [String: Digest] = [:]) throws {
    let names = Set(evalCase.judgeSpecs.map(\.by))
    let bad = try evalCase.knownBad.map { try RecordedExhibit(.knownBad, $0.transcript) }
    let good = try evalCase.knownGood.map { try RecordedExhibit(.knownGood, $0.transcript) }
    let graders = try evalCase.expected.graders.map { RecordedGrader(digest: try Digest(ofJSON: $0), grader: $0) }
    self.init(
      incident: evalCase.incident.id, pattern: evalCase.pattern, suite: evalCase.suite,
      severity: evalCase.effectiveSeverity, limit: evalCase.limit, input: try Digest(ofJSON: evalCase.input),
      behavior: Digest(of: evalCase.expected.behavior), graders: Self.unique(graders, by: \.digest),
      exhibits: Self.unique(bad, by: \.digest) + Self.unique(good, by: \.digest),
      judges: names.isEmpty ? nil : judges.filter { names.contains($0.key) })
  }

  /// The digest of the meaning of the case.
  package func digest() throws -> Digest {
    struct Meaning: Encodable {
      var incident: String
      var pattern: String
      var suite: Suite
      var severity: Severity
      var limit: Double?
      var input: Digest
      var behavior: Digest
      var graders: [Digest]
      var exhibits: [String]
      var judges: [String: Digest]?
    }
    return try Digest(
      ofJSON: Meaning(
        incident: incident, pattern: pattern, suite: suite, severity: severity, limit: limit, input: input,
        behavior: behavior, graders: graders.map(\.digest),
        exhibits: exhibits.map { "\($0.kind.rawValue) \($0.digest)" }, judges: judges
      ))
  }

  /// The exhibits that must fail.
  package var knownBad: [RecordedExhibit] { exhibits.filter { $0.kind == .knownBad } }

  private static func unique<Value>(_ values: [Value], by digest: (Value) -> Digest) -> [Value] {
    var seen: Set<Digest> = []
    return values.filter { seen.insert(digest($0)).inserted }.sorted {
      digest($0).description < digest($1).description
    }
  }
}

extension RecordedExhibit {
  /// Records a transcript.
  package init(_ kind: ExhibitKind, _ transcript: Transcript) throws {
    self.init(digest: try Digest(ofJSON: transcript), kind: kind, transcript: transcript)
  }
}

extension Policy {
  /// The policy without the number that people give to it.
  package var unnumbered: Policy {
    var policy = self
    policy.version = 1
    return policy
  }
}
