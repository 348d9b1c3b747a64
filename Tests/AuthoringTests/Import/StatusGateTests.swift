import Testing

@testable import Authoring

@Suite struct StatusGateTests {
  @Test(arguments: [
    ("Closed", StatusGate.Verdict.closed), ("✅ Closed", .closed), ("closed (2026-05-14)", .closed),
    ("ReviewCompleted", .closed),
    ("Review completed", .closed), ("Published", .closed), ("final", .closed), ("Done", .closed),
    ("Post-mortem complete", .closed),
    ("Approved by the board", .closed), ("Complete", .closed), ("Resolved", .resolved),
    ("Resolved (one order lost)", .resolved),
    ("Fixed", .resolved), ("Complete, action items in progress", .resolved), ("Draft", .notClosed),
    ("In progress", .notClosed),
    ("in_progress", .notClosed), ("Open", .notClosed), ("🔴 ACTIVO", .notClosed), ("Mitigated", .notClosed),
    ("Mitigated (requires a second look)", .notClosed), ("Resolved, pending review", .notClosed),
    ("Partially resolved", .notClosed),
    ("Not resolved", .notClosed), ("Closed until the vendor answers", .notClosed), ("Ready for review", .notClosed),
    ("Repair plan ready for the owner", .notClosed), ("Monitoring", .notClosed),
    ("Under investigation", .notClosed),
    ("Canceled", .notClosed), ("tutorial", .notClosed), ("Stable", .notClosed), ("Alleged", .notClosed),
    ("Root Cause Analysis", .phase), ("Confirmed", .unrelated), ("factual", .unrelated),
    ("It is complicated", .unrelated),
    ("", .unrelated), ("Incident resolved", .resolved),
  ])
  func theFirstKnownWordDecidesAndQualifiersOnlyLower(_ status: String, _ verdict: StatusGate.Verdict) {
    #expect(StatusGate.read(status) == verdict)
  }

  @Test func theLeastClosedStatusCounts() {
    let gate = StatusGate([
      .init(field: .status, value: "Closed", line: 3), .init(field: .status, value: "In review", line: 90),
    ])
    #expect(gate.verdict == .notClosed)
    #expect(gate.value == "In review")
    #expect(gate.line == 90)
    #expect(gate.isContradictory)
  }

  @Test func noStatusIsNoVerdict() {
    let gate = StatusGate([])
    #expect(gate.verdict == nil)
    #expect(!gate.isContradictory)
  }

  @Test func everyValueIsReadAsItsOwnVerdict() {
    for (verdict, names) in StatusGate.values {
      for name in names { #expect(StatusGate.read(name) == verdict, "\(name)") }
    }
  }
}
