/// A folder of cases with their policy, as loaded: complete, checked for form, in the order of case ids.
public struct Evalset: Sendable {
  /// The path of the folder.
  public var path: String
  /// The file `evalset.yaml`.
  public var manifest: EvalsetManifest
  /// The path of `evalset.yaml`, for diagnostics.
  public var manifestFile: String
  /// The line of `policy` in it.
  public var policyLine: Int?
  /// The line of each severity's rules in it, by the name of the severity.
  public var severityLines: [String: Int]
  /// The cases by id.
  public var cases: [CaseFile]
  /// The waivers.
  public var waivers: [Waiver]
  /// The judges in `judges/`, by name.
  public var judges: [Judge]
  /// The ids of the cases that are watching by the ledger: they run and are shown, and decide nothing.
  package var watching: Set<String> = []
  /// For each case id, its last proof on targets in one line, and "stale" where the case was changed since.
  package var proven: [String: String] = [:]

  /// Makes the value from its parts.
  public init(
    path: String, manifest: EvalsetManifest, manifestFile: String, policyLine: Int? = nil,
    severityLines: [String: Int] = [:], cases: [CaseFile],
    waivers: [Waiver] = [], judges: [Judge] = []
  ) {
    self.path = path
    self.manifest = manifest
    self.manifestFile = manifestFile
    self.policyLine = policyLine
    self.severityLines = severityLines
    self.cases = cases
    self.waivers = waivers
    self.judges = judges
  }
}

/// A case with the file that it stands in.
public struct CaseFile: Sendable, Hashable, Codable {
  /// The path relative to the evalset, for example `cases/INC-2041-….yaml`.
  public var file: String
  /// The line of each entry of `expected.graders`.
  public var graderLines: [Int]
  /// The line of `limit`, when the case states one.
  public var limitLine: Int?
  /// The digest of the file's bytes.
  public var sha256: Digest
  /// The case.
  public var evalCase: EvalCase

  /// Makes the value from its parts.
  public init(
    file: String, graderLines: [Int] = [], limitLine: Int? = nil, sha256: Digest, evalCase: EvalCase
  ) {
    self.file = file
    self.graderLines = graderLines
    self.limitLine = limitLine
    self.sha256 = sha256
    self.evalCase = evalCase
  }

  private enum CodingKeys: String, CodingKey {
    case file
    case graderLines = "grader_lines"
    case limitLine = "limit_line"
    case sha256
    case evalCase = "case"
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    file = try container.decode(String.self, forKey: .file)
    graderLines = try container.decodeIfPresent([Int].self, forKey: .graderLines) ?? []
    limitLine = try container.decodeIfPresent(Int.self, forKey: .limitLine)
    sha256 = try container.decode(Digest.self, forKey: .sha256)
    evalCase = try container.decode(EvalCase.self, forKey: .evalCase)
  }
}

extension Evalset {
  /// The digest of everything that a verdict depends on: the manifest and every case.
  package func digest() throws -> Digest {
    struct Content: Encodable {
      var manifest: EvalsetManifest
      var cases: [EvalCase]
    }
    return try Digest(ofJSON: Content(manifest: manifest, cases: cases.map(\.evalCase)))
  }
}
