import Adapters
import EvalSchema
import TestSupport
import Testing

@testable import Harness

/// A request ends at its deadline, whatever its adapter does, and not before.
@Suite struct AdapterDeadlineTests {
  private static let request = Request(
    id: "r", evalCase: "a", trial: 0, seed: 1, messages: [.user("Hi")], parameters: [:], timeout: 8)

  private static func kind(_ result: Result<Response, AdapterFailure>) -> FailureKind? {
    guard case .failure(let failure) = result else { return nil }
    return failure.kind
  }

  @Test(arguments: [true, false]) func anAnswerBehindTheDeadlineIsATimeout(isLate: Bool) async {
    // Calling it off means nothing to it.
    let adapter = ScriptedAdapter { _ in Response(turn: AssistantTurn(content: "yes")) }
    let asked = Locked<[Double]>([])
    var clock = TestClock().value
    clock.alarm = { seconds, ring in
      asked.withLock { $0.append(seconds) }
      if isLate { ring() }
      return { !isLate }
    }
    let result = await adapter.respond(to: Self.request, by: clock)
    #expect(Self.kind(result) == (isLate ? .timeout : nil))
    #expect(asked.withLock { $0 } == [10], "a quarter behind the request's own")
  }

  @Test func whoWaitsNoMoreGetsTheAdaptersOwnWord() async {
    let began = AsyncStream<Void>.makeStream()
    let adapter = ScriptedAdapter { _ throws(AdapterFailure) in
      began.continuation.yield()
      do { try await Task.sleep(for: .seconds(86_400)) } catch {
        throw AdapterFailure(kind: .cancelled, message: "called off")
      }
      return Response(turn: AssistantTurn(content: "yes"))
    }
    let clock = TestClock().value
    let call = Task { await adapter.respond(to: Self.request, by: clock) }
    for await _ in began.stream { break }
    call.cancel()
    #expect(Self.kind(await call.value) == .cancelled)
    let dead = Task { () -> Result<Response, AdapterFailure> in
      while !Task.isCancelled { await Task.yield() }
      return await adapter.respond(to: Self.request, by: clock)
    }
    dead.cancel()
    #expect(Self.kind(await dead.value) == .cancelled, "one that was called off before it began")
  }

  /// On a machine that is late with everything, what has not begun is not late.
  @Test func theDeadlineIsSetByTheCallItself() async {
    let tasks = Locked<[Int?]>([])
    let note: @Sendable () -> Void = {
      let task = withUnsafeCurrentTask { $0?.hashValue }
      tasks.withLock { $0.append(task) }
    }
    let adapter = ScriptedAdapter { _ in
      note()
      return Response(turn: AssistantTurn(content: "yes"))
    }
    var clock = TestClock().value
    clock.alarm = { _, _ in
      note()
      return { true }
    }
    _ = await adapter.respond(to: Self.request, by: clock)
    let found = tasks.withLock { $0 }
    #expect(found.count == 2 && found[0] != nil && found[0] == found[1])
  }

  @Test func answersLeaveNoDeadlineBehind() async {
    let adapter = ScriptedAdapter { _ in Response(turn: AssistantTurn(content: "yes")) }
    let board = DeadlineBoard()
    var clock = TestClock().value
    clock.alarm = { board.set($0, $1) }
    let settled = clock
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<100 { group.addTask { _ = await adapter.respond(to: Self.request, by: settled) } }
    }
    #expect(board.count == 0)
  }
}
