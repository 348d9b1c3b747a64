/// A pooled sequential test of the average failure rate of several cases, looked at after complete rounds only.
///
/// A round is one trial of every case. The claim is about the mean of the cases' rates with equal weights; it is valid
/// for any spread of the rates, because the product of the cases' expected factors is largest when all rates are equal
/// (inequality of the means; Hoeffding 1956), but only when whole rounds are counted. It says nothing about one case:
/// give each case a loose cap of its own. Use staircases with `Closing.open`: the exact final look assumes one rate.
public struct PooledTest: Sendable, Hashable {
  /// Trials per round.
  public let cases: Int
  /// The test of the sums; its trials are always a multiple of `cases`.
  public private(set) var test: SequentialTest

  /// Starts a pooled test of `cases` cases, or resumes one from its sums over complete rounds.
  public init(_ staircases: Staircases, cases: Int, trials: Int = 0, failures: Int = 0) {
    self.cases = max(1, cases)
    test = SequentialTest(staircases, trials: trials, failures: failures)
  }

  /// Counts one complete round, `failed` per case in any order, and looks; false, and nothing counted, when incomplete.
  @discardableResult
  public mutating func observe(round failed: [Bool]) -> Bool {
    observe(failuresInRound: failed.count { $0 }, of: failed.count)
  }

  /// Counts one complete round by its number of failures; false, and nothing counted, when incomplete.
  @discardableResult
  public mutating func observe(failuresInRound failures: Int, of trials: Int) -> Bool {
    guard trials == cases, failures >= 0, failures <= trials else { return false }
    test.observe(trials: trials, failures: failures)
    return true
  }

  /// The verdict, nil while the test goes on.
  public var verdict: SequentialVerdict? { test.verdict }

  /// Failure-free rounds left until a PASS; nil when decided or when no PASS can be reached.
  public var cleanRoundsToPass: Int? { test.cleanTrialsToPass.map { ($0 + cases - 1) / cases } }
}
