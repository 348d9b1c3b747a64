import EvalSchema
import Testing

@testable import Authoring

@Suite struct CaseComparisonVariantsTests {
  typealias Fixture = LedgerFixture

  private static let some = [
    CaseVariant(name: "a", set: ["x": 1]), CaseVariant(name: "b", replace: ["x": "y"]),
  ]

  /// Other variants, the code that tells of it, and a part of its message.
  static let edits: [(name: String, variants: [CaseVariant], code: String?, message: String)] = [
    ("none changed", some, nil, ""),
    ("another order", some.reversed(), nil, ""),
    ("a note", [CaseVariant(name: "a", note: "n", set: ["x": 1]), some[1]], nil, ""),
    ("one removed", [some[0]], "weakened", "the variant `b` was removed"),
    ("all removed", [], "weakened", "the variant `a` was removed"),
    ("one changed", [CaseVariant(name: "a", set: ["x": 2]), some[1]], "weakened", "the variant `a` was changed"),
    ("one added", some + [CaseVariant(name: "c", set: ["x": 3])], "unrecorded", "the variant `c` was added"),
    ("one renamed", [CaseVariant(name: "c", set: ["x": 1]), some[1]], "unrecorded", "`a` is called `c` now"),
    (
      "two exchanged", [CaseVariant(name: "b", set: ["x": 1]), CaseVariant(name: "a", replace: ["x": "y"])], "weakened",
      "was changed"
    ),
  ]

  @Test(arguments: edits.indices) func everyEditIsJudged(index: Int) async throws {
    let edit = Self.edits[index]
    let ledger = try await Fixture.ledger([Fixture.refund { $0.variants = Self.some }, Fixture.other()])
    let changed = Fixture.refund { $0.variants = edit.variants }
    let findings = try await Fixture.permanence([changed, Fixture.other()], ledger).findings()
    #expect(Set(findings.map(\.code)) == Set([edit.code].compactMap { $0 }), "\(edit.name): \(findings)")
    #expect(edit.message.isEmpty || findings.contains { $0.message.contains(edit.message) }, "\(findings)")
    guard edit.code != nil else { return }
    let drafts = try await LedgerClerk(Fixture.permanence([changed, Fixture.other()], ledger), stamp: Fixture.stamp)
      .amend(["refund"], policy: false)
    let after = try Fixture.appending(drafts.map(\.entry), to: ledger)
    #expect(try await Fixture.permanence([changed, Fixture.other()], after).findings() == [])
  }

  @Test func theFirstVariantsOfACaseNeedAnEntry() async throws {
    let ledger = try await Fixture.ledger()
    let findings = try await Fixture.permanence(
      [Fixture.refund { $0.variants = Self.some }, Fixture.other()], ledger, unrecorded: .error
    ).findings()
    #expect(findings.map(\.code) == ["unrecorded"] && findings[0].severity == .error)
  }
}
