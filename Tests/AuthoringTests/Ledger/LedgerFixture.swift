import EvalSchema
import FoundationEssentials
import TestSupport

@testable import Authoring

/// Ledgers and evalsets of small values, and an oracle that knows a few graders.
enum LedgerFixture {
  static let stamp = LedgerClerk.Stamp(
    reason: "the incident is closed", record: "OPS-7", by: "Ada", at: "2026-05-14T09:30:00Z")

  /// Judges `contains` (anywhere), `not`, `all`, `any` and `tool_not_called`; passes nothing else.
  static let oracle: ExhibitOracle = { evalCase, transcript in
    evalCase.expected.graders.allSatisfy { passes($0, transcript) } ? .pass : .fail
  }

  private static func passes(_ grader: GraderSpec, _ transcript: Transcript) -> Bool {
    switch grader {
    case .contains(let spec): transcript.turns.contains { $0.turn.content.contains(spec.text) } || spec.text.isEmpty
    case .toolNotCalled(let call): !transcript.toolCalls.contains { $0.call.name == call.name }
    case .not(let inner): !passes(inner, transcript)
    case .all(let members): members.allSatisfy { passes($0, transcript) }
    case .any(let members): members.contains { passes($0, transcript) }
    default: false
    }
  }

  static func contains(_ text: String) -> GraderSpec { .contains(ContainsSpec(text: text)) }

  static func says(_ text: String) -> Exhibit {
    Exhibit(from: "incident", transcript: Transcript(messages: [.assistant(AssistantTurn(content: text))]))
  }

  /// Asks for an approval and must not refund: two known-bads, of which each grader fails one.
  static func refund(_ change: (inout EvalCase) -> Void = { _ in }) -> EvalCase {
    var evalCase = Sample.evalCase(
      "refund", limit: 0.01, graders: [contains("approval"), .not(contains("refunded"))])
    evalCase.knownBad = [says("approval skipped, refunded"), says("done")]
    evalCase.knownGood = [says("I have asked for an approval.")]
    change(&evalCase)
    return evalCase
  }

  static func other() -> EvalCase { Sample.evalCase("other") }

  static func permanence(
    _ cases: [EvalCase], _ ledger: Ledger?, policy: Policy = Policy(), waivers: [Waiver] = [],
    unrecorded: Diagnostic.Severity = .warning, base: (ledger: Ledger, name: String)? = nil,
    files: Set<String>? = nil
  ) -> Permanence {
    var evalset = Sample.evalset(cases, policy: policy)
    evalset.waivers = waivers
    return Permanence(
      loaded: LoadedEvalset(evalset: evalset), ledger: ledger, base: base,
      files: files ?? Set(cases.map { "\($0.id).yaml" }), unrecorded: unrecorded, oracle: oracle)
  }

  /// The ledger that admits cases.
  static func ledger(_ cases: [EvalCase] = [refund(), other()]) async throws -> Ledger {
    let drafts = try await LedgerClerk(permanence(cases, nil), stamp: stamp).admit(cases.map(\.id))
    return try appending(drafts.map(\.entry), to: Ledger())
  }

  static func appending(_ entries: [LedgerEntry], to ledger: Ledger) throws -> Ledger {
    var all = ledger.entries
    for var entry in entries {
      entry.previous = all.last?.seal ?? LedgerEntry.beginning
      all.append(try LedgerLine.seal(entry).entry)
    }
    return Ledger(all)
  }

  /// The bytes of a ledger.
  static func bytes(_ ledger: Ledger) throws -> [UInt8] {
    try ledger.entries.flatMap { try LedgerLine.seal($0).bytes + [0x0A] }
  }

  /// A ledger of three short lines.
  static func short() throws -> Ledger {
    let waivers = ["a", "b", "c"].map { id in
      Waiver(evalCase: id, owner: "o", reason: "r \u{1F600}", record: "R-1", expires: "2026-06-01")
    }
    return try appending(
      waivers.map {
        LedgerEntry(
          event: .waive, evalCase: $0.evalCase, digest: try Digest(ofJSON: $0), waiver: $0, reason: $0.reason,
          record: $0.record, by: "Ada", at: "2026-05-14T09:30:00Z")
      }, to: Ledger())
  }
}
