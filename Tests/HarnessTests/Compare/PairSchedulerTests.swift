import EvalSchema
import Harness
import Statistics
import Testing

@Suite struct PairSchedulerTests {
  /// What a scheduler did with outcomes that are a function of case, index and arm.
  private struct Story: Equatable {
    var verdict: SequentialVerdict?
    var rounds: Int
    var used: [Int]
    var stop: String?
  }

  private func play(
    cases: Int = 3, rounds: Int = 40, ahead: Int, inFlight: Int, seed: UInt64,
    _ outcome: (PairScheduler.Launch) -> Outcome
  ) -> (story: Story, launches: [PairScheduler.Launch]) {
    var scheduler = PairScheduler(
      cases: cases, margin: 0.05, alpha: 0.05, maximumRounds: rounds, errorShare: 0.05, ahead: ahead)
    var dice = TestRandom(seed)
    var flying: [PairScheduler.Launch] = []
    var launches: [PairScheduler.Launch] = []
    while true {
      while flying.count < inFlight, let launch = scheduler.next(where: { _ in true }) {
        flying.append(launch)
        launches.append(launch)
      }
      guard !flying.isEmpty else { break }
      let launch = flying.remove(at: Int.random(in: 0..<flying.count, using: &dice))
      _ = scheduler.complete(launch, outcome(launch))
    }
    let story = Story(
      verdict: scheduler.verdict, rounds: scheduler.rounds, used: (0..<cases).map { scheduler.used($0) },
      stop: scheduler.stopReason)
    return (story, launches)
  }

  /// A share of failures by case and arm, by a hash of the launch.
  private static func outcomes(_ rates: [(Double, Double)], errors: Double = 0) -> (PairScheduler.Launch) -> Outcome {
    { launch in
      var dice = TestRandom(
        UInt64(launch.caseIndex * 1_000_003 + launch.trial * 7919 + (launch.role == .candidate ? 1 : 0)))
      if Double.random(in: 0..<1, using: &dice) < errors { return .errored }
      let (first, second) = rates[launch.caseIndex]
      return Double.random(in: 0..<1, using: &dice) < (launch.role == .baseline ? first : second) ? .failed : .passed
    }
  }

  @Test(arguments: [
    [(0.0, 0.0), (0.0, 0.0), (0.0, 0.0)], [(0.0, 0.6), (0.02, 0.02), (0.1, 0.4)], [(0.1, 0.2), (0.2, 0.1), (0.3, 0.3)],
    [(0.0, 1.0), (0.0, 1.0), (0.0, 1.0)],
  ]) func theDecisionDependsOnTheOutcomesAlone(rates: [(Double, Double)]) {
    let outcome = Self.outcomes(rates, errors: 0.02)
    let first = play(ahead: 1, inFlight: 1, seed: 1, outcome).story
    for (ahead, inFlight) in [(1, 6), (3, 17), (20, 64)] {
      #expect(play(ahead: ahead, inFlight: inFlight, seed: UInt64(ahead), outcome).story == first)
    }
  }

  @Test func aCleanSuitePassesAtTheFirstRoundThatAllowsIt() {
    let story = play(ahead: 2, inFlight: 8, seed: 1) { _ in .passed }.story
    #expect(story.verdict == .pass && story.rounds == 25 && story.used == [25, 25, 25])
  }

  @Test func aBrokenCaseGoesOnUntilItIsNamed() {
    let story = play(cases: 12, ahead: 1, inFlight: 4, seed: 1) { launch in
      launch.caseIndex == 4 && launch.role == .candidate && launch.trial % 2 == 0 ? .failed : .passed
    }.story
    #expect(story.verdict == .fail)
    #expect(story.used[4] > story.rounds)
    #expect(story.used.enumerated().allSatisfy { $0.offset == 4 || $0.element == story.rounds })
  }

  @Test func theArmsOfAPairStartTogetherInAlternatingOrder() {
    let launches = play(ahead: 2, inFlight: 64, seed: 3) { _ in .passed }.launches
    for index in stride(from: 0, to: launches.count - 1, by: 2) {
      let (first, second) = (launches[index], launches[index + 1])
      #expect(first.caseIndex == second.caseIndex && first.trial == second.trial && first.role != second.role)
      #expect(first.role == ((first.caseIndex + first.trial) % 2 == 0 ? .baseline : .candidate))
    }
  }

  @Test func anErroredTrialIsReplacedByTheNextIndex() {
    let story = play(ahead: 1, inFlight: 4, seed: 1) { launch in
      launch.caseIndex == 1 && launch.trial == 3 && launch.role == .baseline ? .errored : .passed
    }.story
    #expect(story.verdict == .pass && story.used == [25, 26, 25])
  }

  @Test func anArmThatErrorsEndsTheComparison() {
    let story = play(ahead: 1, inFlight: 4, seed: 1) { $0.role == .candidate ? .errored : .passed }.story
    #expect(story.verdict == nil && story.rounds == 0)
    #expect(story.stop?.contains("candidate") == true)
  }

  @Test func theRoundsAreTheMost() {
    let outcome = Self.outcomes([(0.5, 0.5), (0.5, 0.5), (0.5, 0.5)])
    let (story, launches) = play(rounds: 6, ahead: 9, inFlight: 64, seed: 1, outcome)
    #expect(story.verdict == .budget && story.rounds == 6 && launches.count == 36)
  }

  @Test func anArmAtItsLimitWaits() {
    var scheduler = PairScheduler(
      cases: 1, margin: 0.05, alpha: 0.05, maximumRounds: 9, errorShare: 0.05, ahead: 5)
    let first = scheduler.next { _ in true }
    #expect(first?.role == .baseline)
    #expect(scheduler.next { $0 == .baseline } == nil)
    #expect(scheduler.next { $0 == .candidate }?.trial == 0)
  }

  @Test func whatErrorsEndsAtTheSameRoundAtAnyConcurrency() {
    for errors in [0.2, 0.5, 0.9] {
      let outcome = Self.outcomes([(0.05, 0.05), (0.1, 0.1), (0, 0)], errors: errors)
      let first = play(rounds: 200, ahead: 1, inFlight: 1, seed: 1, outcome).story
      #expect(first.stop != nil && first.verdict == nil || errors < 0.5)
      for (ahead, inFlight) in [(1, 6), (3, 17), (20, 64)] {
        #expect(play(rounds: 200, ahead: ahead, inFlight: inFlight, seed: UInt64(ahead), outcome).story == first)
      }
    }
  }

  @Test func whatIsRecalledIsNotStartedAgainAndDecidesTheSame() {
    let outcome = Self.outcomes([(0.0, 0.3), (0.02, 0.02), (0.1, 0.2)], errors: 0.02)
    let (whole, launches) = play(ahead: 3, inFlight: 9, seed: 4, outcome)
    for share in [0, 3, 40, launches.count / 2, launches.count] {
      var scheduler = PairScheduler(
        cases: 3, margin: 0.05, alpha: 0.05, maximumRounds: 40, errorShare: 0.05, ahead: 3)
      let known = launches.prefix(share)
      for launch in known.reversed() { scheduler.recall(launch, outcome(launch)) }
      scheduler.settle()
      var again: [PairScheduler.Launch] = []
      while let launch = scheduler.next(where: { _ in true }) {
        again.append(launch)
        _ = scheduler.complete(launch, outcome(launch))
      }
      #expect(Set(again).isDisjoint(with: known))
      #expect(scheduler.verdict == whole.verdict && scheduler.rounds == whole.rounds, "\(share)")
      #expect((0..<3).map { scheduler.used($0) } == whole.used)
    }
  }

  @Test func againstARecordOnlyTheCandidateRunsAndTheFirstTrialsOfTheBaseline() {
    let groups = (0..<30).map { BaselineGroup(index: $0 * 2, failures: 0) }
    var scheduler = PairScheduler(
      cases: 2, margin: 0.05, alpha: 0.05, maximumRounds: 200, errorShare: 0.05, ahead: 1,
      recorded: .init(groups: [groups, groups], size: 2, fresh: 3))
    var launches: [PairScheduler.Launch] = []
    while let launch = scheduler.next(where: { _ in true }) {
      launches.append(launch)
      _ = scheduler.complete(launch, launch.role == .candidate && launch.trial % 4 == 0 ? .failed : .passed)
    }
    let fresh = launches.filter { $0.role == .baseline }
    #expect(Set(fresh.map(\.trial)) == [0, 2, 4] && fresh.count == 6)
    #expect(launches.allSatisfy { $0.trial % 2 == 0 } && scheduler.verdict == .fail)
  }

  @Test func aRecordThatIsUsedUpEndsTheComparison() {
    let groups = (0..<4).map { BaselineGroup(index: $0, failures: 0) }
    var scheduler = PairScheduler(
      cases: 2, margin: 0.05, alpha: 0.05, maximumRounds: 200, errorShare: 0.05, ahead: 9,
      recorded: .init(groups: [groups, groups + [BaselineGroup(index: 4, failures: 0)]], size: 1, fresh: 0))
    while let launch = scheduler.next(where: { _ in true }) { _ = scheduler.complete(launch, .passed) }
    #expect(scheduler.verdict == nil && scheduler.rounds == 4)
    #expect(scheduler.stopReason?.contains("no more trials") == true)
  }
}
