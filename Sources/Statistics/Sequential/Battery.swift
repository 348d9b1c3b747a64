/// Several sequential tests over several streams of outcomes, each fed in its own order.
///
/// A test of one stream looks after every outcome, unless its rounds are longer. A test of several streams pools them: a round takes the next outcome of
/// every stream, or a number of them where a stream takes turns through several questions, and the test looks at complete rounds only (`statistics`, pooled rounds: valid for any spread of rates by
/// the inequality of arithmetic and geometric means, Hoeffding 1956). An outcome may be missing: it is skipped, counted, and
/// ends the test when there are too many of them.
///
/// The state is a pure function of the streams: it does not depend on how the arrivals of different streams interleave.
/// Memory: one byte for each outcome. Cost of an outcome: a few comparisons for each test of its stream.
public struct Battery: Sendable {
  /// What one observation was.
  public enum Outcome: UInt8, Sendable, Hashable {
    case success, failure
    /// No observation was made; it is neither success nor failure.
    case missing
  }

  /// One test and the streams that it pools.
  public struct Test: Sendable {
    /// The rule.
    public var staircases: Staircases
    /// The indices of its streams; one, unless the test pools.
    public var streams: [Int]
    /// How many outcomes of each stream make a round; the test looks at complete rounds only.
    public var turns: Int

    /// Makes a test.
    public init(_ staircases: Staircases, streams: [Int], turns: Int = 1) {
      self.staircases = staircases
      self.streams = streams
      self.turns = turns
    }
  }

  /// How a test ended.
  public enum End: Sendable, Hashable {
    /// By its rule.
    case decided(SequentialVerdict)
    /// By missing outcomes in a stream.
    case broken(stream: Int)
    /// By the end of what its streams may give, before its budget.
    case exhausted
  }

  private var tests: [TestState]
  private var outcomes: [[Outcome]]
  private let testsOfStream: [[Int]]
  private let missing: MissingRule
  private let maximumOutcomes: Int

  /// Starts all tests.
  ///
  /// `maximumOutcomes` is the most outcomes, missing ones included, that a stream may give; nil means no bound.
  public init(tests: [Test], streams: Int, missing: MissingRule, maximumOutcomes: Int? = nil) {
    self.tests = tests.map(TestState.init)
    self.missing = missing
    self.maximumOutcomes = maximumOutcomes ?? .max
    outcomes = Array(repeating: [], count: streams)
    var membership = [[Int]](repeating: [], count: streams)
    for (index, test) in tests.enumerated() {
      for stream in test.streams { membership[stream].append(index) }
    }
    testsOfStream = membership
    for index in self.tests.indices { advance(index) }
  }

  /// Takes the next outcome of a stream and returns the tests that ended by it.
  @discardableResult
  public mutating func observe(_ outcome: Outcome, stream: Int) -> [Int] {
    outcomes[stream].append(outcome)
    var ended: [Int] = []
    for index in testsOfStream[stream] where tests[index].end == nil {
      advance(index)
      if tests[index].end != nil { ended.append(index) }
    }
    return ended
  }

  /// Whether every test has ended.
  public var isEnded: Bool { tests.allSatisfy { $0.end != nil } }

  /// Whether some test still waits for outcomes of a stream.
  public func isNeeded(_ stream: Int) -> Bool { usableAhead(stream) > 0 }

  /// How many outcomes beyond those observed a stream could still give to its tests before the next possible PASS, or
  /// before their budgets end where no PASS can be reached any more.
  public func usableAhead(_ stream: Int) -> Int {
    let left = maximumOutcomes - outcomes[stream].count
    let usable = testsOfStream[stream].map { tests[$0].usableAhead(of: stream, observed: outcomes[stream].count) }.max()
    return max(0, min(left, usable ?? 0))
  }

  /// The outcomes that a stream has given so far.
  public func observed(_ stream: Int) -> Int { outcomes[stream].count }

  /// The length of the prefix of a stream that its tests have used; all of them have ended or wait beyond it.
  public func used(_ stream: Int) -> Int {
    testsOfStream[stream].map { tests[$0].used(of: stream) }.max() ?? 0
  }

  /// The counts of the prefix of a stream that its tests have used.
  public func counts(_ stream: Int) -> (successes: Int, failures: Int, missing: Int) {
    var counts = (successes: 0, failures: 0, missing: 0)
    for outcome in outcomes[stream].prefix(used(stream)) {
      switch outcome {
      case .success: counts.successes += 1
      case .failure: counts.failures += 1
      case .missing: counts.missing += 1
      }
    }
    return counts
  }

  /// How a test ended; nil while it goes on.
  public func end(ofTest index: Int) -> End? { tests[index].end }

  /// The sequential test inside, with its counts at the last look.
  public func sequential(ofTest index: Int) -> SequentialTest { tests[index].sequential }

  /// Whether so many outcomes that a test used were missing that it may not say PASS.
  public func isSpoiled(test index: Int) -> Bool {
    tests[index].members.contains { missing.spoils(missing: $0.missing, asked: $0.cursor) }
  }

  private mutating func advance(_ index: Int) {
    while tests[index].end == nil {
      guard tests[index].completeRound(outcomes, missing: missing, maximumOutcomes: maximumOutcomes) else { return }
    }
  }
}
