import EvalSchema
import Testing

@testable import Authoring

@Suite struct CaseStageTests {
  typealias Fixture = LedgerFixture

  private static let evidence = WatchEvidence(
    id: "w", target: "t", fingerprint: Digest(of: "t"), from: "2026-05-14T00:00:00Z", until: "2026-05-16T00:00:00Z",
    endedAt: "2026-05-16T00:00:01Z", observed: 4, missed: 0, limit: 0.01, confidence: 0.95, failures: 0, valid: 400,
    errored: 0, upper: 0.009, verdict: .pass, state: Digest(of: "state"))

  private static func entry(
    _ event: LedgerEvent, digest: String = "d", watch: WatchEvidence? = evidence
  ) -> LedgerEntry {
    LedgerEntry(
      event: event, evalCase: "refund", digest: Digest(of: digest), watch: event == .activate ? watch : nil,
      reason: "r", record: "R", by: "Ada", at: "2026-05-16T00:00:02Z")
  }

  struct Move: Sendable, CustomTestStringConvertible {
    var event: LedgerEvent
    var from: CaseStage?
    /// The stage after it, or a word of the reason why it is no move.
    var to: CaseStage?
    var refusal: String?
    var testDescription: String { "\(event) from \(from?.rawValue ?? "nothing")" }
  }

  static let moves: [Move] = [
    Move(event: .admit, from: nil, to: .active), Move(event: .admit, from: .retired, to: .active),
    Move(event: .admit, from: .active, refusal: "admitted"), Move(event: .admit, from: .watching, refusal: "admitted"),
    Move(event: .amend, from: nil, refusal: "no line"), Move(event: .amend, from: .active, to: .active),
    Move(event: .amend, from: .watching, to: .watching), Move(event: .amend, from: .retired, refusal: "retired"),
    Move(event: .retire, from: nil, refusal: "no line"), Move(event: .retire, from: .active, to: .retired),
    Move(event: .retire, from: .watching, to: .retired), Move(event: .retire, from: .retired, refusal: "retired"),
    Move(event: .watch, from: nil, refusal: "no line"), Move(event: .watch, from: .active, to: .watching),
    Move(event: .watch, from: .watching, refusal: "already"), Move(event: .watch, from: .retired, refusal: "retired"),
    Move(event: .activate, from: nil, refusal: "no line"),
    Move(event: .activate, from: .active, refusal: "not watching"),
    Move(event: .activate, from: .watching, to: .active), Move(event: .activate, from: .retired, refusal: "retired"),
    Move(event: .prove, from: nil, to: nil), Move(event: .prove, from: .watching, to: .watching),
  ]

  @Test(arguments: moves) func aCaseIsMovedOnlyAlongItsLife(_ move: Move) {
    switch CaseStage.after(Self.entry(move.event), from: move.from, digest: Digest(of: "d")) {
    case .success(let stage): #expect(stage == move.to && move.refusal == nil)
    case .failure(let illegal): #expect(move.refusal.map { illegal.reason.contains($0) } == true, "\(illegal.reason)")
    }
  }

  @Test(arguments: [Verdict.fail, .inconclusive, .error, .empty])
  func aWatchThatDidNotEndWellActivatesNothing(_ verdict: Verdict) {
    var evidence = Self.evidence
    evidence.verdict = verdict
    #expect(evidence.problem != nil)
  }

  @Test func evidenceThatIsTooEarlyTooThinOrOfAnotherFormActivatesNothing() {
    var early = Self.evidence
    early.endedAt = "2026-05-15T23:59:59Z"
    var thin = Self.evidence
    thin.observed = 1
    var loose = Self.evidence
    loose.upper = 0.011
    var empty = Self.evidence
    empty.valid = 0
    for evidence in [early, thin, loose, empty] {
      #expect(evidence.problem != nil)
      let move = CaseStage.after(Self.entry(.activate, watch: evidence), from: .watching, digest: Digest(of: "d"))
      #expect(throws: CaseStage.IllegalMove.self) { try move.get() }
    }
    #expect(Self.evidence.problem == nil)
    let other = CaseStage.after(Self.entry(.activate, digest: "other"), from: .watching, digest: Digest(of: "d"))
    #expect(throws: CaseStage.IllegalMove.self) { try other.get() }
  }

  private func clerk(_ ledger: Ledger?, _ cases: [EvalCase] = [Fixture.refund(), Fixture.other()]) -> LedgerClerk {
    LedgerClerk(Fixture.permanence(cases, ledger), stamp: Fixture.stamp)
  }

  @Test func aNewCaseMayBeginWithAWatchAndIsActiveAfterIt() async throws {
    var ledger = try Fixture.appending(
      try await clerk(nil).admit(["refund"], watching: true).map(\.entry), to: Ledger())
    #expect(ledger.entries.map(\.event) == [.policy, .admit, .watch])
    #expect(ledger.watching == ["refund"] && ledger.retired.isEmpty && ledger.illegalMoves.isEmpty)
    let bad = try clerk(ledger).activate([
      "refund": {
        var e = Self.evidence; e.verdict = .fail; return e
      }()
    ])
    #expect(bad.isEmpty)
    let drafts = try clerk(ledger).activate(["refund": Self.evidence, "other": Self.evidence])
    #expect(drafts.map(\.entry.evalCase) == ["refund"])
    ledger = try Fixture.appending(drafts.map(\.entry), to: ledger)
    #expect(ledger.watching.isEmpty && ledger.cases["refund"]?.stage == .active && ledger.illegalMoves.isEmpty)
    #expect(try await Fixture.permanence([Fixture.refund()], ledger).findings().isEmpty)
  }

  @Test func puttingAnActiveCaseIntoWatchingIsALooseningWithAReason() async throws {
    let ledger = try await Fixture.ledger()
    let draft = try #require(try await clerk(ledger).watch(["refund"]).first)
    #expect(draft.changes.map(\.words) == ["active → watching, it decides no gate: looser"])
    #expect(draft.entry.reason == Fixture.stamp.reason && draft.entry.record == Fixture.stamp.record)
    await #expect(throws: DiagnosticError.self) {
      try await clerk(ledger, [Fixture.refund { $0.limit = 0.005 }, Fixture.other()]).watch(["refund"])
    }
    let watching = try Fixture.appending([draft.entry], to: ledger)
    await #expect(throws: DiagnosticError.self) { try await clerk(watching).watch(["refund"]) }
  }

  @Test func aLedgerThatWasWrittenByHandIsSeen() async throws {
    let ledger = try await Fixture.ledger()
    let watch = try #require(try await clerk(ledger).watch(["refund"]).first?.entry)
    let forged = LedgerEntry(
      event: .activate, evalCase: "refund", digest: watch.digest,
      watch: {
        var e = Self.evidence; e.observed = 0; return e
      }(), reason: "r", record: "R", by: "Eve", at: "now")
    let broken = try Fixture.appending([watch, forged], to: ledger)
    #expect(broken.watching == ["refund"], "it goes on watching")
    let findings = try await Fixture.permanence([Fixture.refund(), Fixture.other()], broken).findings()
    #expect(findings.map(\.code) == ["illegal-move"])
    #expect(findings.first?.place?.line == broken.entries.count && findings.hasErrors)
    // The base's ledger must be how this one begins, whatever stage its cases are in.
    let taken = try await Fixture.permanence(
      [Fixture.refund(), Fixture.other()], ledger, base: (try Fixture.appending([watch], to: ledger), "main")
    ).findings()
    #expect(taken.map(\.code) == ["rewritten"])
  }

  @Test func aProofIsOfTheFormThatWasProven() async throws {
    let arm = ProofArm(
      target: "t", fingerprint: Digest(of: "t"), failures: 3, valid: 5, errored: 0, lower: 0.1, upper: 0.9,
      finding: .reproduced)
    var after = arm
    (after.failures, after.valid, after.finding) = (0, 339, .fixed)
    let proof = CaseProof(limit: 0.01, confidence: 0.95, before: arm, after: after, id: "p")
    let ledger = try await Fixture.ledger()
    let digest = try CaseStrictness(of: Fixture.refund()).digest()
    let proven = try Fixture.appending([clerk(ledger).prove("refund", proof, digest: digest).entry], to: ledger)
    #expect(try LedgerReader.read(Fixture.bytes(proven), file: "l").ledger?.proofs["refund"]?.proof == proof)
    #expect(try await Fixture.permanence([Fixture.refund(), Fixture.other()], proven).findings().isEmpty)
    let changed = [Fixture.refund { $0.limit = 0.005 }, Fixture.other()]
    let findings = try await Fixture.permanence(changed, proven).findings()
    #expect(findings.map(\.code).sorted() == ["proof-stale", "unrecorded"] && !findings.hasErrors)
    for entry in proven.entries {
      let line = String(decoding: try LedgerLine.seal(entry).bytes, as: UTF8.self)
      let node = try #require(YAMLReader.read(line, file: "ledger.jsonl").node)
      #expect(LedgerFormat.format.check(node).diagnostics == [])
    }
  }
}
