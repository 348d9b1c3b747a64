import Adapters
import Testing

@testable import Harness

/// A deadline that is called off leaves nothing behind.
@Suite struct DeadlineBoardTests {
  @Test func anAlarmThatIsCalledOffLeavesNothing() {
    let board = DeadlineBoard()
    let callOffs = (0..<100).map { number in board.set(3_600 + Double(number)) { Issue.record("it rang") } }
    #expect(board.count == 100)
    #expect(callOffs.allSatisfy { $0() } && board.count == 0)
    #expect(!callOffs.contains { $0() }, "nothing is called off twice")
  }

  @Test(arguments: [[0, -1, 0.001], [0.003, 0.002, 0.001], [3_600, 0.001, 0.002]])
  func shortAlarmsRingOnceInWhateverOrderTheyWereSet(_ seconds: [Double]) async {
    let board = DeadlineBoard()
    let rung = Locked(0)
    let long = seconds.filter { $0 > 60 }.map { board.set($0) { Issue.record("it rang") } }
    var callOffs: [RunClock.CallOff] = []
    let short = seconds.filter { $0 < 60 }
    let rings = AsyncStream<Void>.makeStream()
    for seconds in short {
      callOffs.append(
        board.set(seconds) {
          rung.withLock { $0 += 1 }
          rings.continuation.yield()
        })
    }
    var iterator = rings.stream.makeAsyncIterator()
    for _ in short { _ = await iterator.next() }
    #expect(rung.withLock { $0 } == short.count && board.count == long.count)
    #expect(!callOffs.contains { $0() })
    #expect(long.allSatisfy { $0() } && board.count == 0)
  }

  @Test func aWaitEndsWithItsTimeAndWithItsTask() async {
    let clock = RunClock.system()
    await clock.deadline(0.001)
    let wait = Task { await clock.deadline(3_600) }
    wait.cancel()
    await wait.value
  }
}
