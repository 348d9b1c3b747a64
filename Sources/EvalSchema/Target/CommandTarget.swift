/// How a program is used.
public enum CommandMode: String, Sendable, Codable, Hashable, CaseIterable {
  /// A long-lived worker that answers many requests, one JSON line each, in any order.
  case worker
  /// One process for each trial.
  case once
}

/// A program that speaks the JSON-line protocol.
public struct CommandTarget: Sendable, Hashable, Codable {
  /// The program and its arguments; never a shell line.
  public var program: [String]
  /// How it is used.
  public var mode: CommandMode
  /// How many long-lived workers.
  public var workers: Int
  /// Names of environment variables that are passed on, beside PATH, HOME, LANG and TMPDIR.
  public var environment: [String]
  /// Paths whose contents are surfaces, relative to the target's file.
  public var files: [String]
  /// Their digests, filled in by the loader.
  public var filesSha256: [String: Digest]
  /// The folder of the target's file, in which the program runs, filled in by the loader; not a surface.
  public var directory: String?

  /// Makes the value from its parts.
  public init(
    program: [String], mode: CommandMode = .worker, workers: Int = 1, environment: [String] = [],
    files: [String] = [], filesSha256: [String: Digest] = [:], directory: String? = nil
  ) {
    self.program = program
    self.mode = mode
    self.workers = workers
    self.environment = environment
    self.files = files
    self.filesSha256 = filesSha256
    self.directory = directory
  }

  private enum CodingKeys: String, CodingKey {
    case program
    case mode
    case workers
    case environment
    case files
    case filesSha256 = "files_sha256"
    case directory
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    program = try container.decode([String].self, forKey: .program)
    mode = try container.decodeIfPresent(CommandMode.self, forKey: .mode) ?? .worker
    workers = try container.decodeIfPresent(Int.self, forKey: .workers) ?? 1
    environment = try container.decodeIfPresent([String].self, forKey: .environment) ?? []
    files = try container.decodeIfPresent([String].self, forKey: .files) ?? []
    filesSha256 = try container.decodeIfPresent([String: Digest].self, forKey: .filesSha256) ?? [:]
    directory = try container.decodeIfPresent(String.self, forKey: .directory)
  }
}

/// A cassette of earlier responses; a request that is not on it is an error.
public struct RecordingTarget: Sendable, Hashable, Codable {
  /// The path of the cassette, relative to the target's file.
  public var cassette: String
  /// Its digest, filled in by the loader.
  public var sha256: Digest?
  /// The folder of the target's file, filled in by the loader; not a surface.
  public var directory: String?

  /// Makes the value from its parts.
  public init(cassette: String, sha256: Digest? = nil, directory: String? = nil) {
    self.cassette = cassette
    self.sha256 = sha256
    self.directory = directory
  }

  private enum CodingKeys: String, CodingKey {
    case cassette
    case sha256
    case directory
  }
}
