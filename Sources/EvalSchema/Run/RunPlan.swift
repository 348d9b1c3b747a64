/// What will run, how often at most, and why something is left out; made before the first call.
public struct RunPlan: Sendable, Hashable, Codable {
  /// The name of the evalset.
  public var evalset: String
  /// The digest of its manifest and cases.
  public var evalsetDigest: Digest
  /// The digest of the policy, which the header holds verbatim.
  public var policyDigest: Digest?
  /// The digest of the waivers, which the header holds verbatim.
  public var waiversDigest: Digest?
  /// The name of the target.
  public var target: String
  /// The digest of the target's surfaces.
  public var targetFingerprint: Digest
  /// The seed of the run.
  public var seed: UInt64
  /// The cases that run, by id.
  public var cases: [PlannedCase]
  /// The cases that do not, by id.
  public var skipped: [SkippedCase]
  /// The stopping rule.
  public var design: StoppingDesign

  /// Makes the value from its parts.
  public init(
    evalset: String, evalsetDigest: Digest, policyDigest: Digest? = nil, waiversDigest: Digest? = nil, target: String,
    targetFingerprint: Digest, seed: UInt64, cases: [PlannedCase], skipped: [SkippedCase] = [], design: StoppingDesign
  ) {
    self.evalset = evalset
    self.evalsetDigest = evalsetDigest
    self.policyDigest = policyDigest
    self.waiversDigest = waiversDigest
    self.target = target
    self.targetFingerprint = targetFingerprint
    self.seed = seed
    self.cases = cases
    self.skipped = skipped
    self.design = design
  }

  private enum CodingKeys: String, CodingKey {
    case evalset
    case evalsetDigest
    case policyDigest
    case waiversDigest
    case target
    case targetFingerprint
    case seed
    case cases
    case skipped
    case design
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    evalset = try container.decode(String.self, forKey: .evalset)
    evalsetDigest = try container.decode(Digest.self, forKey: .evalsetDigest)
    policyDigest = try container.decodeIfPresent(Digest.self, forKey: .policyDigest)
    waiversDigest = try container.decodeIfPresent(Digest.self, forKey: .waiversDigest)
    target = try container.decode(String.self, forKey: .target)
    targetFingerprint = try container.decode(Digest.self, forKey: .targetFingerprint)
    seed = try container.decode(UInt64.self, forKey: .seed)
    cases = try container.decode([PlannedCase].self, forKey: .cases)
    skipped = try container.decodeIfPresent([SkippedCase].self, forKey: .skipped) ?? []
    design = try container.decode(StoppingDesign.self, forKey: .design)
  }
}

extension RunPlan {
  /// The ids of the cases that run and decide nothing.
  package var watching: Set<String> { Set(cases.filter(\.isWatching).map(\.id)) }

  /// The digest by which shards, resumed runs and records are known to belong together.
  ///
  /// Extensions of undecided tests come after the plan and are not part of it.
  package func digest() throws -> Digest {
    var plan = self
    for index in plan.design.tests.indices { plan.design.tests[index].extendedTo = nil }
    return try Digest(ofJSON: plan)
  }
}

/// One case of a plan.
public struct PlannedCase: Sendable, Hashable, Codable {
  /// The id of the case.
  public var id: String
  /// The digest of its canonical JSON.
  public var digest: Digest
  /// Its effective severity.
  public var severity: Severity
  /// Most valid trials that its tests can use.
  public var maximumTrials: Int
  /// The names of what its trials ask in turn, `base` first; nil when they ask the case as it is only.
  public var variants: [String]?
  /// Whether it is watching: it runs and is shown, and decides nothing. Not in the JSON of a case that decides.
  public var isWatching: Bool { watching == true }
  private var watching: Bool?

  /// Makes the value from its parts.
  public init(
    id: String, digest: Digest, severity: Severity, maximumTrials: Int, variants: [String]? = nil,
    isWatching: Bool = false
  ) {
    self.id = id
    self.digest = digest
    self.severity = severity
    self.maximumTrials = maximumTrials
    self.variants = variants
    watching = isWatching ? true : nil
  }

  private enum CodingKeys: String, CodingKey {
    case id
    case digest
    case severity
    case maximumTrials
    case variants
    case watching
  }
}

/// A case that does not run, and why.
public struct SkippedCase: Sendable, Hashable, Codable {
  /// The id of the case.
  public var id: String
  /// Why, in a sentence.
  public var reason: String

  /// Makes the value from its parts.
  public init(id: String, reason: String) {
    self.id = id
    self.reason = reason
  }

  private enum CodingKeys: String, CodingKey {
    case id
    case reason
  }
}
