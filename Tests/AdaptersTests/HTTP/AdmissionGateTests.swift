import Testing

@testable import Adapters

@Suite struct AdmissionGateTests {
  /// Everything that may go now.
  private static func drain(_ gate: inout AdmissionGate) -> [UInt64] {
    var tickets: [UInt64] = []
    while let ticket = gate.next() { tickets.append(ticket) }
    return tickets
  }

  @Test func theFirstRequestOfAnOriginGoesAlone() {
    var gate = AdmissionGate(capacity: 100, opening: 3)
    for ticket in 1...10 { gate.enqueue(UInt64(ticket), to: "a") }
    #expect(Self.drain(&gate) == [1])
    gate.opened(1)
    #expect(Self.drain(&gate) == [2, 3, 4])
    gate.opened(3)
    #expect(Self.drain(&gate) == [5])
  }

  @Test func aFirstRequestThatFailsLetsTheOthersGo() {
    var gate = AdmissionGate(capacity: 100)
    for ticket in 1...3 { gate.enqueue(UInt64(ticket), to: "a") }
    #expect(Self.drain(&gate) == [1])
    gate.ended(1)
    #expect(Self.drain(&gate) == [2, 3])
  }

  @Test func noMoreThanTheCapacityAreInFlight() {
    var gate = AdmissionGate(capacity: 2)
    for ticket in 1...5 { gate.enqueue(UInt64(ticket), to: "a") }
    #expect(Self.drain(&gate) == [1])
    gate.opened(1)
    #expect(Self.drain(&gate) == [2])
    gate.ended(1)
    #expect(Self.drain(&gate) == [3])
    #expect(gate.flyingCount == 2)
    #expect(gate.waitingCount == 2)
  }

  @Test func originsTakeTurns() {
    var gate = AdmissionGate(capacity: 100)
    for ticket in 1...4 { gate.enqueue(UInt64(ticket), to: "a") }
    for ticket in 5...8 { gate.enqueue(UInt64(ticket), to: "b") }
    #expect(Self.drain(&gate) == [1, 5])
    gate.opened(1)
    gate.opened(5)
    #expect(Self.drain(&gate) == [2, 6, 3, 7, 4, 8])
  }

  @Test func aWithdrawnRequestNeverGoes() {
    var gate = AdmissionGate(capacity: 100)
    for ticket in 1...3 { gate.enqueue(UInt64(ticket), to: "a") }
    let taken = [gate.withdraw(1), gate.withdraw(1)]
    #expect(taken == [true, false])
    #expect(Self.drain(&gate) == [2])
    let isTaken = gate.withdraw(2)
    #expect(!isTaken)
    gate.ended(2)
    #expect(Self.drain(&gate) == [3])
  }

  @Test func aLongQueueEmptiesInOrder() {
    var gate = AdmissionGate(capacity: 1)
    for ticket in 1...5000 { gate.enqueue(UInt64(ticket), to: "a") }
    var order: [UInt64] = []
    while let ticket = gate.next() {
      order.append(ticket)
      gate.opened(ticket)
      gate.ended(ticket)
      gate.ended(ticket)
    }
    #expect(order == (1...5000).map { UInt64($0) })
    #expect(gate.flyingCount == 0)
  }
}
