import EvalSchema
import Testing

@testable import Adapters

/// Long-lived workers, sound and broken.
@Suite struct CommandWorkerTests {
  private typealias F = CommandFixture

  private func withAdapter<Value>(
    sh source: String, workers: Int = 1, responseBytes: Int = 1 << 20,
    _ body: (CommandAdapter, CommandFixture) async throws -> Value
  ) async throws -> Value {
    let fixture = try CommandFixture(sh: source)
    defer { fixture.remove() }
    let adapter = try fixture.adapter(.worker, workers: workers, responseBytes: responseBytes)
    let value = try await body(adapter, fixture)
    await adapter.close()
    return value
  }

  @Test func oneWorkerAnswersManyRequests() async throws {
    try await withAdapter(sh: "while :; do \(F.readsID); \(F.answers("$$")); done") { adapter, fixture in
      var pids: Set<String> = []
      for trial in 0..<20 { pids.insert(try await adapter.respond(to: F.request(trial)).turn.content) }
      #expect(pids.count == 1)
    }
  }

  @Test(arguments: ["m-2026-11-02", nil])
  func theProgramIsToldWhichModelIsMeant(model: String?) async throws {
    let fixture = try CommandFixture(
      sh: "while :; do \(F.readsID); m=${line#*\\\"model\\\":\\\"}; m=${m%%\\\"*}; \(F.answers("$m")); done")
    defer { fixture.remove() }
    let adapter = try fixture.adapter(.worker, model: model)
    let text = await adapter.outcome(F.request()).text
    #expect(model == nil ? text?.hasPrefix("{") != false : text == model, "\(text ?? "")")
    await adapter.close()
  }

  @Test func asManyWorkersAsAreNeededStart() async throws {
    // Each answers only when both have been asked, so one worker alone would never answer.
    let source = """
      while :; do \(F.readsID); touch "seen.$$"
        while [ "$(ls seen.* | wc -l)" -lt 2 ]; do sleep 0.01; done
        \(F.answers("$$")); done
      """
    try await withAdapter(sh: source, workers: 2) { adapter, fixture in
      async let one = adapter.respond(to: F.request(0))
      async let two = adapter.respond(to: F.request(1))
      let pids = try await [one.turn.content, two.turn.content]
      #expect(Set(pids).count == 2)
      let third = try await adapter.respond(to: F.request(2)).turn.content
      #expect(pids.contains(third), "a free worker is used again")
    }
  }

  @Test func answersComeInAnyOrder() async throws {
    // Reads three requests, then answers them backwards with their own ids.
    let source = """
      while :; do \(F.readsID); a=$id; \(F.readsID); b=$id; \(F.readsID); c=$id
        for id in "$c" "$b" "$a"; do \(F.answers("$id")); done; done
      """
    try await withAdapter(sh: source) { adapter, _ in
      let texts = await withTaskGroup(of: (Int, String?).self) { group in
        for trial in 0..<30 { group.addTask { (trial, await adapter.outcome(F.request(trial)).text) } }
        return await group.reduce(into: [Int: String?]()) { $0[$1.0] = $1.1 }
      }
      for trial in 0..<30 { #expect(texts[trial] == "INC-1/base/\(trial)#0.0") }
    }
  }

  @Test func aWorkerThatDiesIsReplacedAndItsWordsAreKept() async throws {
    let source = """
      [ -e broken ] && { read -r line; echo "out of cheese" >&2; rm broken; exit 3; }
      while :; do \(F.readsID); \(F.answers("well")); done
      """
    try await withAdapter(sh: source) { adapter, fixture in
      fixture.touch("broken")
      let failure = await adapter.outcome(F.request(0)).failure
      #expect(failure?.kind == .server)
      #expect(failure?.message == "the worker ended with exit status 3; standard error: out of cheese\n")
      #expect(await adapter.outcome(F.request(0, attempt: 1)).text == "well")
    }
  }

  @Test func everyRequestInFlightFailsWithItsWorker() async throws {
    let source = "\(F.readsID); \(F.readsID); \(F.readsID); kill -9 $$"
    try await withAdapter(sh: source) { adapter, _ in
      let failures = await withTaskGroup(of: AdapterFailure?.self) { group in
        for trial in 0..<3 { group.addTask { await adapter.outcome(F.request(trial)).failure } }
        return await group.reduce(into: [AdapterFailure?]()) { $0.append($1) }
      }
      #expect(failures.count == 3)
      for failure in failures {
        #expect(failure?.kind == .server)
        #expect(failure?.message == "the worker was ended by signal 9; standard error is empty")
      }
    }
  }

  @Test func aWorkerThatNeverAnswersIsStoppedAndReplaced() async throws {
    let source = """
      [ -e broken ] && { rm broken; echo $$ > pid; trap '' TERM; while :; do sleep 300; done; }
      while :; do \(F.readsID); \(F.answers("well")); done
      """
    try await withAdapter(sh: source) { adapter, fixture in
      fixture.touch("broken")
      let failure = await adapter.outcome(F.request(0, timeout: 2)).failure
      #expect(failure?.kind == .timeout)
      #expect(await adapter.outcome(F.request(0, attempt: 1)).text == "well")
      let pid = try #require(fixture.number(in: "pid"))
      #expect(await eventually { isGone(pid) }, "SIGKILL follows, where SIGTERM is ignored")
    }
  }

  @Test func aLateAnswerIsDroppedAndABusyWorkerStays() async throws {
    // Never answers the first request in time, but others: it is slow, not stuck.
    let source = """
      [ -e asked ] || { \(F.readsID); late=$id; touch asked; }
      while :; do \(F.readsID); \(F.answers("$$"))
        [ -n "$late" ] && [ -e enough ] && { id=$late; late=; \(F.answers("late")); }; done
      """
    try await withAdapter(sh: source) { adapter, fixture in
      async let slow = adapter.outcome(F.request(0, timeout: 3))
      #expect(await eventually { fixture.exists("asked") })
      var pids = [await adapter.outcome(F.request(1)).text]
      #expect(await slow.failure?.kind == .timeout)
      fixture.touch("enough")
      for trial in 2..<12 { pids.append(await adapter.outcome(F.request(trial)).text) }
      #expect(Set(pids).count == 1, "the same worker went on")
    }
  }

  @Test(arguments: [
    (
      "echo 'Loading model…'",
      "the worker wrote a line that is no answer: \"Loading model…\"; standard output is for answers only"
    ),
    ("echo '[1,2]'", "the worker wrote a line that is no answer: \"[1,2]\"; standard output is for answers only"),
    (
      "echo '{\"message\":{}}'",
      "the worker wrote a line without `id`: \"{\"message\":{}}\"; standard output is for answers only"
    ),
    ("echo '{\"id\":\"nobody\"}'", "the worker answered an id that nobody asked: \"{\"id\":\"nobody\"}\""),
    (
      "printf '\\377\\376\\n'",
      "the worker wrote a line that is no answer: \"\u{FFFD}\u{FFFD}\"; standard output is for answers only"
    ),
  ])
  func aWorkerThatBreaksTheProtocolIsStopped(statement: String, message: String) async throws {
    let source = "echo $$ > pid; while :; do \(F.readsID); \(statement); done"
    try await withAdapter(sh: source) { adapter, fixture in
      for attempt in 0..<2 {
        let failure = await adapter.outcome(F.request(0, attempt: attempt)).failure
        #expect(failure == AdapterFailure(kind: .malformedResponse, message: message))
      }
      let pid = try #require(fixture.number(in: "pid"))
      #expect(await eventually { isGone(pid) })
    }
  }

  @Test func blankLinesMeanNothing() async throws {
    try await withAdapter(sh: "echo; while :; do \(F.readsID); printf '\\r\\n \\n'; \(F.answers("well")); done") {
      adapter, _ in
      for trial in 0..<3 { #expect(await adapter.outcome(F.request(trial)).text == "well") }
    }
  }

  @Test func aLineThatIsTooLongIsNotRead() async throws {
    let source = "while :; do \(F.readsID); head -c 10000000 /dev/zero | tr '\\0' x; echo; done"
    try await withAdapter(sh: source) { adapter, _ in
      let failure = await adapter.outcome(F.request(0)).failure
      #expect(failure == AdapterFailure(kind: .tooLarge, message: "the answer is longer than 1048576 bytes"))
    }
  }

  @Test func onlyTheRequestWithTheLongAnswerIsToBlame() async throws {
    let source = """
      \(F.readsID); \(F.readsID); printf '{"id":"%s","message":"' "$id"
      while :; do echo xxxxxxxxxxxxxxxx; done | tr -d '\\n'
      """
    try await withAdapter(sh: source, responseBytes: 100_000) { adapter, _ in
      let kinds = await withTaskGroup(of: FailureKind?.self) { group in
        for trial in 0..<2 { group.addTask { await adapter.outcome(F.request(trial)).failure?.kind } }
        return await group.reduce(into: Set<FailureKind?>()) { $0.insert($1) }
      }
      #expect(kinds == [.tooLarge, .server])
    }
  }

  @Test func aWorkerThatClosesItsOutputIsStopped() async throws {
    try await withAdapter(sh: "echo $$ > pid; \(F.readsID); exec 1>&-; echo bye >&2; exec sleep 300") {
      adapter, fixture in
      let failure = await adapter.outcome(F.request(0)).failure
      #expect(failure?.kind == .server)
      #expect(failure?.message == "the worker closed its pipes without ending; standard error: bye\n")
      let pid = try #require(fixture.number(in: "pid"))
      #expect(await eventually { isGone(pid) })
    }
  }

  @Test func aWorkerThatClosesItsInputIsReplaced() async throws {
    let source = """
      [ -e broken ] && { rm broken; exec 0<&-; exec sleep 300; }
      while :; do \(F.readsID); \(F.answers("well")); done
      """
    try await withAdapter(sh: source) { adapter, fixture in
      fixture.touch("broken")
      // More than a pipe holds, so that writing meets the closed end however early it begins.
      let failure = await adapter.outcome(F.request(0, String(repeating: "x", count: 300_000))).failure
      #expect(failure?.kind == .server)
      #expect(await adapter.outcome(F.request(1)).text == "well")
    }
  }

  @Test func cancellingOneRequestLeavesTheOthers() async throws {
    let source = "\(F.readsID); touch asked; \(F.readsID); \(F.answers("well")); while :; do \(F.readsID); done"
    try await withAdapter(sh: source) { adapter, fixture in
      let task = Task { await adapter.outcome(F.request(0)) }
      #expect(await eventually { fixture.exists("asked") })
      task.cancel()
      #expect(await task.value.failure?.kind == .cancelled)
      #expect(await adapter.outcome(F.request(1)).text == "well")
    }
  }

  @Test func whatIsCancelledBeforehandIsNeverAsked() async throws {
    try await withAdapter(sh: "touch started; while :; do \(F.readsID); done") { adapter, fixture in
      let task = Task {
        while !Task.isCancelled { await Task.yield() }
        return await adapter.outcome(F.request(0))
      }
      task.cancel()
      #expect(await task.value.failure?.kind == .cancelled)
      #expect(!fixture.exists("started"))
    }
  }

  @Test func closingEndsWorkersAndRequests() async throws {
    let fixture = try CommandFixture(
      sh: "echo $$ > pid; sleep 300 & echo $! > pid2; while :; do read -r line || exit; done")
    defer { fixture.remove() }
    let adapter = try fixture.adapter()
    async let outcome = adapter.outcome(F.request(0))
    #expect(await eventually { fixture.number(in: "pid2") != nil })
    await adapter.close()
    #expect(await outcome.failure?.kind == .cancelled)
    for file in ["pid", "pid2"] {
      let pid = try #require(fixture.number(in: file))
      #expect(await eventually { isGone(pid) })
    }
    #expect(
      await adapter.outcome(F.request(1)).failure == AdapterFailure(kind: .cancelled, message: "the adapter is closed"))
    await adapter.close()
  }

  /// Once the answer to a request that closing had given up was taken for one that nobody asked, and the worker was ended for it.
  @Test func aWorkerThatStillAnswersWhenItIsClosedMayEndByItself() async throws {
    let source = "\(F.readsID); touch asked; read -r more; \(F.answers("late")); sleep 0.3; touch ended"
    let fixture = try CommandFixture(sh: source)
    defer { fixture.remove() }
    let adapter = try fixture.adapter(grace: .seconds(60))
    async let outcome = adapter.outcome(F.request(0))
    #expect(await eventually { fixture.exists("asked") })
    await adapter.close()
    #expect(await outcome.failure?.kind == .cancelled)
    #expect(fixture.exists("ended"))
  }

  @Test func closingAnUnusedAdapterStartsNothing() async throws {
    try await withAdapter(sh: "touch started") { adapter, fixture in
      await adapter.close()
      #expect(!fixture.exists("started"))
    }
  }

  @Test func anAdapterThatIsForgottenEndsItsWorkers() async throws {
    let fixture = try CommandFixture(sh: "echo $$ > pid; while :; do \(F.readsID); \(F.answers("well")); done")
    defer { fixture.remove() }
    do {
      let adapter = try fixture.adapter()
      #expect(await adapter.outcome(F.request(0)).text == "well")
    }
    let pid = try #require(fixture.number(in: "pid"))
    #expect(await eventually { isGone(pid) })
  }
}
