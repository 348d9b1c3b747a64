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
      /// The outcome that it gives to the round under way.
      var pending: Outcome?
      /// Whether it cannot give any more.
      var blocked: End?
    }

    /// The streams.
    var members: [Member]
    /// The test.
    var sequential: SequentialTest
    /// How it ended.
    var end: End?

    init(_ test: Test) {
      members = test.streams.map { Member(stream: $0) }
      sequential = SequentialTest(test.staircases)
      // A test of no stream can never be fed.
      end = members.isEmpty ? .exhausted : sequential.verdict.map(End.decided)
    }

    /// Takes one outcome of every stream if all are there, looks, and says whether the round was completed.
    ///
    /// A round whose streams have all answered or ended, some of them badly, ends the test: broken before exhausted, the
    /// first stream first, whatever came in first.
    mutating func completeRound(_ outcomes: [[Outcome]], missing rule: MissingRule, maximumOutcomes: Int) -> Bool {
      for index in members.indices where members[index].pending == nil && members[index].blocked == nil {
        members[index].take(outcomes[members[index].stream], missing: rule, maximumOutcomes: maximumOutcomes)
      }
      guard members.allSatisfy({ $0.pending != nil || $0.blocked != nil }) else { return false }
      let blocked = members.compactMap(\.blocked)
      if let first = blocked.first(where: { $0 != .exhausted }) ?? blocked.first {
        end = first
        return true
      }
      let failures = members.count { $0.pending == .failure }
      for index in members.indices { members[index].pending = nil }
      sequential.observe(trials: members.count, failures: failures)
      if let verdict = sequential.verdict {
        end = .decided(verdict)
      } else if sequential.trialsLeft < members.count {
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
      let rounds = (trials + members.count - 1) / members.count
      let waiting = observed - member.cursor + (member.pending == nil ? 0 : 1)
      return max(0, rounds - waiting)
    }
  }
}

extension Battery.TestState.Member {
  /// Takes outcomes until one is not missing, or none can come any more.
  fileprivate mutating func take(_ outcomes: [Battery.Outcome], missing rule: MissingRule, maximumOutcomes: Int) {
    while cursor < min(outcomes.count, maximumOutcomes) {
      let outcome = outcomes[cursor]
      cursor += 1
      guard outcome == .missing else {
        pending = outcome
        return
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
