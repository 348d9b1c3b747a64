import EvalSchema
import Testing

@testable import Authoring

@Suite struct PermanenceTests {
  typealias Fixture = LedgerFixture

  /// One edit of a case, with the code that tells of it and a part of its message.
  struct Edit: Sendable, CustomTestStringConvertible {
    var name: String
    var code: String?
    var message = ""
    var change: @Sendable (inout EvalCase) -> Void
    var testDescription: String { name }
  }

  static let edits: [Edit] = [
    Edit(name: "title, owner, tags, layers", code: nil) {
      ($0.title, $0.owner, $0.tags, $0.layers) = ("Another", "someone", ["new"], [.prompt])
    },
    Edit(name: "notes", code: nil) { $0.knownBad[0].note = "seen twice" },
    Edit(name: "order of graders and exhibits", code: nil) {
      $0.expected.graders.reverse()
      $0.knownBad.reverse()
    },
    Edit(name: "limit loosened", code: "weakened", message: "limit 1% → 2%") { $0.limit = 0.02 },
    Edit(name: "limit removed", code: "weakened", message: "limit 1% → 5%") { $0.limit = nil },
    Edit(name: "limit tightened", code: "unrecorded", message: "limit 1% → 0.5%") { $0.limit = 0.005 },
    Edit(name: "severity lowered", code: "weakened", message: "severity S2 → S3") {
      $0.severityOverride = SeverityOverride(severity: .s3, reason: "r", record: "R")
    },
    Edit(name: "grader removed", code: "weakened", message: "`not` contains \"refunded\" was removed") {
      $0.expected.graders.removeLast()
    },
    Edit(name: "grader replaced by one that passes a known-bad", code: "weakened", message: "passes the known_bad") {
      $0.expected.graders[0] = Fixture.contains("d")
    },
    Edit(name: "grader replaced by one that passes all", code: "weakened") {
      $0.expected.graders[0] = Fixture.contains("")
    },
    Edit(name: "grader replaced by one as strict on the exhibits", code: "unrecorded", message: "became") {
      $0.expected.graders[0] = Fixture.contains("an approval")
    },
    Edit(name: "any in place of both", code: "weakened") { $0.expected.graders = [.any($0.expected.graders)] },
    Edit(name: "all in place of both", code: "unrecorded") { $0.expected.graders = [.all($0.expected.graders)] },
    Edit(name: "grader added", code: "unrecorded", message: "was added") {
      $0.expected.graders.append(Fixture.contains("I"))
    },
    Edit(name: "known-bad removed", code: "weakened", message: "known_bad \"done\" was removed") {
      $0.knownBad.removeLast()
    },
    Edit(name: "known-good removed", code: "weakened") { $0.knownGood = [] },
    Edit(name: "known-bad edited", code: "weakened") { $0.knownBad[1] = Fixture.says("something else") },
    Edit(name: "known-bad added", code: "unrecorded") { $0.knownBad.append(Fixture.says("no")) },
    Edit(name: "input edited", code: "unrecorded", message: "the input was edited") {
      $0.input.messages = [.user("Hi.")]
    },
    Edit(name: "steps cut", code: "unrecorded") { $0.input.maxSteps = 1 },
    Edit(name: "behavior edited", code: "unrecorded") { $0.expected.behavior = "Whatever." },
    Edit(name: "pattern", code: "unrecorded", message: "pattern") { $0.pattern = "another-pattern" },
    Edit(name: "suite", code: "unrecorded", message: "suite regression → canary") { $0.suite = .canary },
    Edit(name: "incident", code: "unrecorded", message: "incident") { $0.incident.id = "INC-0" },
  ]

  @Test(arguments: edits) func everyEditIsJudgedByItsMeaning(_ edit: Edit) async throws {
    let ledger = try await Fixture.ledger()
    let changed = Fixture.refund(edit.change)
    for unrecorded in [Diagnostic.Severity.warning, .error] {
      let findings = try await Fixture.permanence(
        [changed, Fixture.other()], ledger, unrecorded: unrecorded
      ).findings()
      #expect(Set(findings.map(\.code)) == Set([edit.code].compactMap { $0 }), "\(findings)")
      #expect(findings.allSatisfy { $0.severity == ($0.code == "weakened" ? .error : unrecorded) })
      #expect(edit.message.isEmpty || findings.contains { $0.message.contains(edit.message) }, "\(findings)")
      #expect(findings.allSatisfy { $0.hint?.contains("relapse amend refund") == true })
    }
    // The same edit with an entry is no finding, unless a known-bad of the past would pass.
    let clerk = LedgerClerk(Fixture.permanence([changed, Fixture.other()], ledger), stamp: Fixture.stamp)
    guard edit.code != nil else {
      await #expect(throws: DiagnosticError.self) { try await clerk.amend(["refund"], policy: false) }
      return
    }
    let drafts: [LedgerClerk.Draft]
    do {
      drafts = try await clerk.amend(["refund"], policy: false)
    } catch let error as DiagnosticError {
      #expect(Set(error.diagnostics.map(\.code)) == ["exhibit-passes"])
      #expect(edit.code == "weakened")
      return
    }
    #expect(
      drafts.allSatisfy { draft in draft.changes.contains { $0.direction == .looser } == (edit.code == "weakened") })
    let after = try Fixture.appending(drafts.map(\.entry), to: ledger)
    #expect(try await Fixture.permanence([changed, Fixture.other()], after).findings() == [])
  }

  @Test func aCaseWithoutItsFileHasVanished() async throws {
    let ledger = try await Fixture.ledger()
    let findings = try await Fixture.permanence([Fixture.other()], ledger).findings()
    #expect(findings.map(\.code) == ["vanished"])
    #expect(findings[0].severity == .error && findings[0].place == Place(file: "evalsets/sample/ledger.jsonl", line: 2))
    #expect(findings[0].message.contains("admitted by Ada on 2026-05-14"))
    // A file that cannot be read is there; the loader says what is wrong with it.
    let files: Set = ["refund.yaml", "other.yaml"]
    #expect(try await Fixture.permanence([Fixture.other()], ledger, files: files).findings() == [])
  }

  @Test func aRenamedCaseHasVanishedAndIsRecognized() async throws {
    let ledger = try await Fixture.ledger()
    let renamed = Fixture.refund { $0.id = "refund-2" }
    let findings = try await Fixture.permanence([renamed, Fixture.other()], ledger).findings()
    #expect(Set(findings.map(\.code)) == ["vanished", "unrecorded"])
    #expect(findings.contains { $0.hint?.contains("it is now called refund-2") == true })
  }

  @Test func aNewCaseIsUnrecorded() async throws {
    let ledger = try await Fixture.ledger([Fixture.other()])
    let findings = try await Fixture.permanence([Fixture.refund(), Fixture.other()], ledger).findings()
    #expect(findings.map(\.code) == ["unrecorded"])
    #expect(findings[0].hint?.hasPrefix("relapse admit refund --evalset evalsets/sample") == true)
  }

  @Test func withoutALedgerThereIsOneFinding() async throws {
    for ledger in [nil, Ledger()] as [Ledger?] {
      let findings = try await Fixture.permanence([Fixture.refund(), Fixture.other()], ledger).findings()
      #expect(findings.map(\.code) == ["unrecorded"])
      #expect(findings[0].hint?.hasPrefix("relapse admit --all") == true)
    }
  }

  @Test func aKnownBadOfThePastIsJudgedForEver() async throws {
    // The exhibit is taken out with an entry; later the grader that failed it becomes weaker.
    let shorter = Fixture.refund { $0.knownBad.removeLast() }
    var ledger = try await Fixture.ledger()
    let drafts = try await LedgerClerk(
      Fixture.permanence([shorter, Fixture.other()], ledger), stamp: Fixture.stamp
    ).amend(["refund"], policy: false)
    ledger = try Fixture.appending(drafts.map(\.entry), to: ledger)
    let softer = Fixture.refund {
      $0.knownBad.removeLast()
      $0.expected.graders.removeFirst()
    }
    let permanence = Fixture.permanence([softer, Fixture.other()], ledger)
    let findings = try await permanence.findings()
    #expect(Set(findings.map(\.code)) == ["weakened", "exhibit-passes"])
    #expect(findings.contains { $0.message.contains("\"done\" of line 2 of the ledger") })
    // No entry makes it right.
    let error = await #expect(throws: DiagnosticError.self) {
      try await LedgerClerk(permanence, stamp: Fixture.stamp).amend(["refund"], policy: false)
    }
    #expect(error?.diagnostics.map(\.code) == ["exhibit-passes"])
  }

  @Test func aRetiredCaseKeepsItsFileAsItWas() async throws {
    var ledger = try await Fixture.ledger()
    let cases = [Fixture.refund(), Fixture.other()]
    let drafts = try await LedgerClerk(Fixture.permanence(cases, ledger), stamp: Fixture.stamp).retire(["refund"])
    ledger = try Fixture.appending(drafts.map(\.entry), to: ledger)
    #expect(ledger.retired == ["refund"])
    #expect(try await Fixture.permanence(cases, ledger).findings() == [])
    let gone = try await Fixture.permanence([Fixture.other()], ledger).findings()
    #expect(gone.map(\.code) == ["retired-missing"] && !gone.hasErrors)
    let changed = try await Fixture.permanence([Fixture.refund { $0.limit = 0.05 }, Fixture.other()], ledger).findings()
    #expect(changed.map(\.code) == ["unrecorded"])
    // It can come back.
    let back = try await LedgerClerk(Fixture.permanence(cases, ledger), stamp: Fixture.stamp).admit(["refund"])
    #expect(try Fixture.appending(back.map(\.entry), to: ledger).retired == [])
  }

  @Test func thePolicyIsGuardedLikeACase() async throws {
    let ledger = try await Fixture.ledger()
    let cases = [Fixture.refund(), Fixture.other()]
    func codes(_ policy: Policy) async throws -> [String] {
      try await Fixture.permanence(cases, ledger, policy: policy).findings().map(\.code)
    }
    #expect(try await codes(Policy(version: 7)) == [])
    #expect(try await codes(Policy(confidence: 0.9)) == ["weakened"])
    #expect(try await codes(Policy(confidence: 0.99)) == ["unrecorded"])
    var softer = Policy()
    softer.severities.s2.limit = 0.1
    softer.severities.s1.blocks = false
    #expect(try await codes(softer) == ["weakened", "weakened"])
    let drafts = try await LedgerClerk(
      Fixture.permanence(cases, ledger, policy: softer), stamp: Fixture.stamp
    ).amend([], policy: true)
    let after = try Fixture.appending(drafts.map(\.entry), to: ledger)
    #expect(try await Fixture.permanence(cases, after, policy: softer).findings() == [])
    // And back again: stricter, but not what is recorded.
    #expect(try await Fixture.permanence(cases, after).findings().map(\.code) == ["unrecorded"])
  }

  @Test func waiversAreRecordedAndFew() async throws {
    let ledger = try await Fixture.ledger()
    let cases = [Fixture.refund(), Fixture.other()]
    let waivers = (1...4).map {
      Waiver(evalCase: "refund", owner: "o", reason: "r", record: "R-\($0)", expires: "2026-06-0\($0)")
    }
    let one = Fixture.permanence(cases, ledger, waivers: [waivers[0]])
    #expect(try await one.findings().map(\.code) == ["unrecorded"])
    let drafts = try LedgerClerk(one, stamp: Fixture.stamp).waive(["refund"])
    let after = try Fixture.appending(drafts.map(\.entry), to: ledger)
    #expect(try await Fixture.permanence(cases, after, waivers: [waivers[0]]).findings() == [])
    // A later day is another waiver.
    #expect(try await Fixture.permanence(cases, after, waivers: [waivers[1]]).findings().map(\.code) == ["unrecorded"])
    let many = try await Fixture.permanence(cases, after, waivers: waivers).findings()
    #expect(many.contains { $0.code == "too-many-waivers" && $0.severity == .error })
    #expect(Permanence.mostWaivers(of: 22) == 3 && Permanence.mostWaivers(of: 200) == 20)
  }

  @Test func theBaseMustBeContinued() async throws {
    let ledger = try await Fixture.ledger()
    let cases = [Fixture.refund(), Fixture.other()]
    let base = (ledger: ledger, name: "origin/main")
    #expect(try await Fixture.permanence(cases, ledger, base: base).findings() == [])
    let anew = try await Fixture.ledger([Fixture.other()])
    let findings = try await Fixture.permanence([Fixture.other()], anew, base: base).findings()
    #expect(findings.map(\.code) == ["rewritten"])
    let none = try await Fixture.permanence(cases, nil, base: base).findings()
    #expect(none.map(\.code) == ["rewritten", "unrecorded"])
  }
}
