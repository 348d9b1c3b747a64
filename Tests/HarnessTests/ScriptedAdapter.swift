import EvalSchema
import FoundationEssentials
import Harness
import Synchronization
import TestSupport

/// An adapter whose answers are a function of the request.
struct ScriptedAdapter: Adapter {
  let answer: @Sendable (Request) async throws(AdapterFailure) -> Response

  init(_ answer: @escaping @Sendable (Request) async throws(AdapterFailure) -> Response) { self.answer = answer }

  func respond(to request: Request) async throws(AdapterFailure) -> Response { try await answer(request) }

  /// Says "no" in a share of trials, by seed, and "yes" in the rest.
  static func failing(_ share: Double) -> ScriptedAdapter {
    ScriptedAdapter { request in
      Response(turn: AssistantTurn(content: Double(request.seed >> 11) * 0x1p-53 < share ? "no" : "yes"))
    }
  }
}

/// A clock that tests turn by hand: waits are over at once and move it, deadlines never come.
final class TestClock: Sendable {
  private let micros = Atomic<Int>(0)

  var value: RunClock {
    RunClock(
      now: { Double(self.micros.load(ordering: .relaxed)) / 1_000_000 },
      date: { Date(timeIntervalSince1970: 1_778_750_000) },
      wait: { self.advance($0) },
      alarm: { _, _ in { true } })
  }

  /// The same, but time goes on by a second for every second that a run watches itself.
  var ticking: RunClock { ticking { true } }

  /// The same, but time stands still until it is time.
  func ticking(when isTime: @escaping @Sendable () -> Bool) -> RunClock {
    var clock = value
    clock.alarm = { seconds, ring in
      guard seconds <= 1 else { return { true } }
      Task {
        if isTime() { self.advance(seconds) }
        await Task.yield()
        ring()
      }
      return { false }
    }
    return clock
  }

  func advance(_ seconds: Double) { micros.add(Int(seconds * 1_000_000), ordering: .relaxed) }
}

/// A generator for tests: the same numbers for the same seed.
struct TestRandom: RandomNumberGenerator {
  var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var word = state
    word = (word ^ word >> 30) &* 0xbf58_476d_1ce4_e5b9
    word = (word ^ word >> 27) &* 0x94d0_49bb_1331_11eb
    return word ^ word >> 31
  }
}

extension Sample {
  /// A case whose grader can judge nothing.
  static func unjudgeable(_ id: String) -> EvalCase {
    evalCase(id, graders: [.matches(MatchesSpec(pattern: "("))])
  }
}
