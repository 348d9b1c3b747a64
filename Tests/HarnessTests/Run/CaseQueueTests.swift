import Testing

@testable import Harness

@Suite struct CaseQueueTests {
  private func entries(_ count: Int) -> [CaseQueue.Entry] {
    var random = TestRandom(3)
    return (0..<count).map { index in
      CaseQueue.Entry(
        level: Int.random(in: 0..<3, using: &random), value: Double(Int.random(in: 0..<5, using: &random)),
        trials: Int.random(in: 0..<4, using: &random), index: index, stamp: index % 2)
    }
  }

  @Test func entriesComeOutInTheirOrder() {
    let all = entries(200)
    var queue = CaseQueue()
    for entry in all { queue.add(entry) }
    var found: [CaseQueue.Entry] = []
    while let first = queue.first {
      found.append(first)
      queue.removeFirst()
    }
    #expect(found == all.sorted { $0.precedes($1) } && queue.count == 0)
  }

  @Test func whatIsKeptStaysInOrder() {
    let all = entries(200)
    var queue = CaseQueue()
    for entry in all { queue.add(entry) }
    queue.keep { $0.stamp == 1 }
    var found: [CaseQueue.Entry] = []
    while let first = queue.first {
      found.append(first)
      queue.removeFirst()
    }
    #expect(found == all.filter { $0.stamp == 1 }.sorted { $0.precedes($1) })
  }
}
