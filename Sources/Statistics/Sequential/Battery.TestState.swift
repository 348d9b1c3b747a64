extension Battery {
  /// Where one test of a battery stands.
  struct TestState: Sendable {
    /// Where a test stands in one of its streams.
    struct Member: Sendable {
      /// The stream.
      var stream: Int
      /// How many outcomes of it were taken, missing ones included.
      var cursor = 0
      /// How many of those were missing.
      var missing = 0
      /// How many outcomes it has given to the round under way.
      var pending = 0
      /// How many of those are failures.
      var pendingFailures = 0
      /// Whether it cannot give any more.
      var blocked: End?
    }

    /// The streams.
    var members: [Member]
    /// How many outcomes of each stream make a round.
    let turns: Int
    /// The test.
    var sequential: SequentialTest
    /// How it ended.
    var end: End?

    init(_ test: Test) {
      members = test.streams.map { Member(stream: $0) }
      turns = max(1, test.turns)
      sequential = SequentialTest(test.staircases)
      // A test of no stream can never be fed.
      end = members.isEmpty ? .exhausted : sequential.verdict.map(End.decided)
    }

    /// Takes the outcomes of a round of every stream if all are there, looks, and says whether the round was completed.
    ///
    /// A round whose streams have all answered or ended, some of them badly, ends the test: broken before exhausted, the
    /// first stream first, whatever came in first.
    mutating func completeRound(_ outcomes: [[Outcome]], missing rule: MissingRule, maximumOutcomes: Int) -> Bool {
      for index in members.indices where members[index].pending < turns && members[index].blocked == nil {
        members[index].take(
          outcomes[members[index].stream], turns: turns, missing: rule, maximumOutcomes: maximumOutcomes)
      }
      guard members.allSatisfy({ $0.pending == turns || $0.blocked != nil }) else { return false }
      let blocked = members.compactMap(\.blocked)
      if let first = blocked.first(where: { $0 != .exhausted }) ?? blocked.first {
        end = first
        return true
      }
      let failures = members.reduce(0) { $0 + $1.pendingFailures }
      for index in members.indices { (members[index].pending, members[index].pendingFailures) = (0, 0) }
      sequential.observe(trials: members.count * turns, failures: failures)
      if let verdict = sequential.verdict {
        end = .decided(verdict)
      } else if sequential.trialsLeft < members.count * turns {
        end = .decided(.budget)  // No further round fits into the budget.
      }
      return true
    }

    /// How many outcomes of a stream it has used.
    func used(of stream: Int) -> Int { members.first { $0.stream == stream }?.cursor ?? 0 }

    /// How many outcomes beyond those observed it could use before the next possible PASS or its budget's end.
    func usableAhead(of stream: Int, observed: Int) -> Int {
      guard end == nil, let member = members.first(where: { $0.stream == stream }), member.blocked == nil else {
        return 0
      }
      let trials = min(sequential.cleanTrialsToPass ?? .max, sequential.trialsLeft)
      let round = members.count * turns
      let rounds = trials / round + (trials % round > 0 ? 1 : 0)
      let waiting = observed - member.cursor + member.pending
      return max(0, rounds * turns - waiting)
    }
  }
}

extension Battery.TestState.Member {
  /// Takes outcomes until its part of a round is there, or none can come any more.
  fileprivate mutating func take(
    _ outcomes: [Battery.Outcome], turns: Int, missing rule: MissingRule, maximumOutcomes: Int
  ) {
    while cursor < min(outcomes.count, maximumOutcomes) {
      let outcome = outcomes[cursor]
      cursor += 1
      guard outcome == .missing else {
        pending += 1
        if outcome == .failure { pendingFailures += 1 }
        if pending == turns { return }
        continue
      }
      missing += 1
      if rule.breaks(missing: missing, asked: cursor) {
        blocked = .broken(stream: stream)
        return
      }
    }
    if cursor >= maximumOutcomes { blocked = .exhausted }
  }
}
