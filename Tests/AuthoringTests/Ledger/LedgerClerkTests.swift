import EvalSchema
import Testing

@testable import Authoring

@Suite struct LedgerClerkTests {
  typealias Fixture = LedgerFixture

  private func refusal(_ body: (LedgerClerk) async throws -> some Any, retired: Bool = false) async throws -> String? {
    var ledger = try await Fixture.ledger()
    let cases = [Fixture.refund { $0.limit = 0.005 }, Fixture.other()]
    if retired {
      let drafts = try await LedgerClerk(Fixture.permanence(cases, ledger), stamp: Fixture.stamp).retire(["other"])
      ledger = try Fixture.appending(drafts.map(\.entry), to: ledger)
    }
    do {
      _ = try await body(LedgerClerk(Fixture.permanence(cases, ledger), stamp: Fixture.stamp))
      return nil
    } catch let error as DiagnosticError {
      #expect(error.diagnostics.allSatisfy { $0.severity == .error && $0.hint != nil || $0.code == "no-such-case" })
      return error.diagnostics.map(\.code).joined(separator: " ")
    }
  }

  @Test func whatNeedsNoEntryGetsNone() async throws {
    #expect(try await refusal { try await $0.admit(["other"]) } == "already-admitted")
    #expect(try await refusal { try await $0.admit(["nothing", "other"]) } == "no-such-case already-admitted")
    #expect(try await refusal { try await $0.amend(["other"], policy: false) } == "nothing-to-record")
    #expect(try await refusal { try await $0.amend([], policy: true) } == "nothing-to-record")
    #expect(try await refusal { try await $0.amend(["refund"], policy: false) } == nil)
    #expect(try await refusal { try await $0.retire(["refund"]) } == "unrecorded")
    #expect(try await refusal { try await $0.retire(["other"]) } == nil)
    #expect(try await refusal({ try await $0.retire(["other"]) }, retired: true) == "not-admitted")
    #expect(try await refusal({ try await $0.amend(["other"], policy: false) }, retired: true) == "not-admitted")
    #expect(try await refusal({ try await $0.admit(["other"]) }, retired: true) == nil)
    #expect(try await refusal { try $0.waive(["other"]) } == "no-such-case")
  }

  @Test func aNameThatIsTypedTwiceIsRecordedOnce() async throws {
    let clerk = LedgerClerk(Fixture.permanence([Fixture.refund()], nil), stamp: Fixture.stamp)
    #expect(try await clerk.admit(["refund", "refund"]).map(\.entry.event) == [.policy, .admit])
    #expect(clerk.unadmitted == ["refund"])
  }

  @Test func changesAreSaidInWords() async throws {
    let ledger = try await Fixture.ledger()
    let changed = Fixture.refund { $0.limit = 0.02 }
    let clerk = LedgerClerk(Fixture.permanence([changed, Fixture.other()], ledger), stamp: Fixture.stamp)
    let draft = try #require(try await clerk.amend(["refund"], policy: false).first)
    #expect(draft.headline == "amended refund")
    #expect(draft.changes.map(\.words) == ["limit 1% → 2%: looser"])
    #expect(draft.entry.strictness?.limit == 0.02 && draft.entry.reason == Fixture.stamp.reason)
  }

  @Test func theDigestIsOfTheMeaningOnly() throws {
    let digest = try CaseStrictness(of: Fixture.refund()).digest()
    #expect(try CaseStrictness(of: Fixture.refund { $0.title = "x" }).digest() == digest)
    #expect(try CaseStrictness(of: Fixture.refund { $0.id = "x" }).digest() == digest)
    #expect(try CaseStrictness(of: Fixture.refund { $0.limit = 0.011 }).digest() != digest)
    // A digest that an upgrade changes would make every recorded case look changed.
    #expect(digest.short == "81841300")
  }
}
