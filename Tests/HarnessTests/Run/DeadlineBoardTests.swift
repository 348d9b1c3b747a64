import Testing

@testable import Harness

/// A deadline that is called off leaves nothing behind.
@Suite struct DeadlineBoardTests {
  @Test func aWaitThatIsCalledOffEndsAndLeavesNothing() async {
    let board = DeadlineBoard()
    let waits = (0..<100).map { number in Task { await board.wait(3_600 + Double(number)) } }
    while board.count < waits.count { await Task.yield() }
    for wait in waits { wait.cancel() }
    for wait in waits { await wait.value }
    #expect(board.count == 0)
  }

  @Test func aWaitOfACancelledTaskEndsAtOnce() async {
    let board = DeadlineBoard()
    let wait = Task {
      while !Task.isCancelled { await Task.yield() }
      await board.wait(3_600)
    }
    wait.cancel()
    await wait.value
    #expect(board.count == 0)
  }

  @Test(arguments: [[0, -1, 0.001], [0.003, 0.002, 0.001], [3_600, 0.001, 0.002]])
  func shortWaitsEndInWhateverOrderTheyBegan(_ seconds: [Double]) async {
    let board = DeadlineBoard()
    let long = seconds.filter { $0 > 60 }.map { seconds in Task { await board.wait(seconds) } }
    while board.count < long.count { await Task.yield() }
    await withTaskGroup(of: Void.self) { group in
      for seconds in seconds where seconds < 60 { group.addTask { await board.wait(seconds) } }
    }
    #expect(board.count == long.count)
    for wait in long { wait.cancel() }
    for wait in long { await wait.value }
    #expect(board.count == 0)
  }
}
