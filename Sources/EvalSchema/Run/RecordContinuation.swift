/// A run is gone on with in its record: the line between what was written before and what comes after.
///
/// It stands behind a footer, or behind the last trial of a run that was killed. The last footer of a record counts.
public struct ResumeRecord: Sendable, Hashable, Codable {
  /// What goes on with the record.
  public var tool: ToolVersion
  /// When, ISO 8601 UTC.
  public var resumedAt: String
  /// How many trial lines stand before it; none of them is asked again.
  public var trials: Int
  /// Bytes of a torn last line that were taken away.
  public var droppedBytes: Int
  /// Most trials in flight.
  public var concurrency: Int
  /// The command line.
  public var command: [String]

  /// Makes the value from its parts.
  public init(
    tool: ToolVersion, resumedAt: String, trials: Int, droppedBytes: Int = 0, concurrency: Int, command: [String] = []
  ) {
    self.tool = tool
    self.resumedAt = resumedAt
    self.trials = trials
    self.droppedBytes = droppedBytes
    self.concurrency = concurrency
    self.command = command
  }

  private enum CodingKeys: String, CodingKey {
    case tool
    case resumedAt
    case trials
    case droppedBytes
    case concurrency
    case command
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    tool = try container.decode(ToolVersion.self, forKey: .tool)
    resumedAt = try container.decode(String.self, forKey: .resumedAt)
    trials = try container.decode(Int.self, forKey: .trials)
    droppedBytes = try container.decodeIfPresent(Int.self, forKey: .droppedBytes) ?? 0
    concurrency = try container.decode(Int.self, forKey: .concurrency)
    command = try container.decodeIfPresent([String].self, forKey: .command) ?? []
  }
}

/// Tests that ended undecided get a larger budget: what that costs is stated before the further trials are made.
public struct ExtensionRecord: Sendable, Hashable, Codable {
  /// The tests, by id.
  public var tests: [TestExtension]
  /// When, ISO 8601 UTC.
  public var extendedAt: String

  /// Makes the value from its parts.
  public init(tests: [TestExtension], extendedAt: String) {
    self.tests = tests
    self.extendedAt = extendedAt
  }

  private enum CodingKeys: String, CodingKey {
    case tests
    case extendedAt
  }
}

/// The larger budget of one test. Up to the planned budget its rule stays as it was; after it evidence alone passes.
public struct TestExtension: Sendable, Hashable, Codable {
  /// The id of the test.
  public var test: String
  /// The budget until now.
  public var budget: Int
  /// The budget from now on; whole rounds for a pooled test.
  public var extendedTo: Int
  /// The total chance of a false pass from now on: exact for a closed test, a bound for an open one.
  public var falsePass: Double
  /// The version of the stopping rule that the extension follows.
  public var design: String

  /// Makes the value from its parts.
  public init(test: String, budget: Int, extendedTo: Int, falsePass: Double, design: String = "grid-1") {
    self.test = test
    self.budget = budget
    self.extendedTo = extendedTo
    self.falsePass = falsePass
    self.design = design
  }

  private enum CodingKeys: String, CodingKey {
    case test
    case budget
    case extendedTo
    case falsePass
    case design
  }
}

extension StoppingDesign {
  /// Gives the named tests their larger budgets; false when one is not of this design, is not enlarged, or follows another
  /// rule. Nothing is changed then.
  package mutating func extend(_ record: ExtensionRecord) -> Bool {
    var extended = tests
    for found in record.tests {
      guard let index = extended.firstIndex(where: { $0.id == found.test }), found.design == version,
        found.budget == extended[index].effectiveBudget, found.extendedTo > found.budget
      else { return false }
      extended[index].extendedTo = found.extendedTo
    }
    tests = extended
    return true
  }
}

extension PlannedTest {
  /// The most valid trials that the test may use now.
  public var effectiveBudget: Int { max(budget, extendedTo ?? 0) }
}
