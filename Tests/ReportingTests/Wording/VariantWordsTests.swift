import EvalSchema
import Testing

@testable import Reporting

/// Variants in every report.
@Suite struct VariantWordsTests {
  private static let id = "INC-2041-refund-without-approval"

  private static var report: GateReport {
    var report = Fixture.sample
    for index in report.verdict.cases.indices where report.verdict.cases[index].id == id {
      report.verdict.cases[index].variants = [
        VariantVerdict(name: "base", trials: 3, failures: 1, lower: 0.001, upper: 0.9),
        VariantVerdict(name: "typos", trials: 2, failures: 2, errored: 4, lower: 0.3, upper: 1),
        VariantVerdict(name: "lang-de", trials: 2, failures: 1, lower: 0, upper: 0.95),
      ]
    }
    for index in report.facts.cases.indices where report.facts.cases[index].file.evalCase.id == id {
      report.facts.cases[index].file.evalCase.variants = [
        CaseVariant(name: "typos", note: "<script>alert(1)</script>", messages: [.user("</pre><b>plese refund</b>")]),
        CaseVariant(name: "lang-de", set: ["order_id": 1], append: AddedMessages(messages: [.user("Danke")])),
      ]
    }
    for index in report.facts.examples[id]?.indices ?? 0..<0 {
      report.facts.examples[id]?[index].variant = ["typos", "base", "lang-de"][index % 3]
    }
    return report
  }

  @Test func theWorstVariantHasTheLargestObservedRate() throws {
    let found = try #require(Self.report.verdict.cases.first { $0.id == Self.id })
    #expect(found.worstVariant?.name == "typos")
    #expect(found.variantCounts(most: 2) == "base 1/3 = 33.3%, typos 2/2 = 100%, and 1 more")
    #expect(Fixture.sample.verdict.cases.allSatisfy { $0.worstVariant == nil })
  }

  @Test func changesAreToldInAFewWords() {
    let variant = CaseVariant(
      name: "a", messages: [.user("x")], documents: [], set: ["b": 1, "a": 2], replace: ["x": "y"],
      prepend: AddedMessages(messages: [.user("x"), .user("y")]))
    #expect(
      variant.changeWords
        == "1 message of its own, 0 documents of its own, sets a, b, replaces 1 text, 2 messages before")
  }

  @Test func thePageHasATableAndTheInputOfEachVariantShown() throws {
    let page = try HTMLReport(Self.report).text()
    #expect(page.contains("<h3>Variants</h3>") && page.contains("the verdict is on the mean of their rates"))
    #expect(page.contains("<code>typos</code><strong> worst</strong>"))
    #expect(page.contains("· variant typos"))
    #expect(page.contains("Input of the variant `typos`"))
    #expect(!page.contains("<script>alert") && !page.contains("</pre><b>"))
    let other = try HTMLReport(Fixture.sample).text()
    #expect(!other.contains("<h3>Variants</h3>") && !other.contains("· variant "))
  }

  @Test func theMarkdownNamesThem() {
    let text = MarkdownReport(Self.report).text()
    #expect(text.contains("By variant: base 1/3 = 33.3%, typos 2/2 = 100%, lang-de 1/2 = 50%"))
    #expect(!MarkdownReport(Fixture.sample).text().contains("By variant"))
  }

  @Test func theTerminalShowsThemAndTheirTrials() throws {
    let lines = try #require(ShowText(Self.report, style: .plain).evalCase(Self.id))
    #expect(lines.contains("variants, the verdict is on the mean of their rates"))
    #expect(lines.contains { $0.hasPrefix("  typos") && $0.hasSuffix("4 errored  worst") })
    #expect(lines.contains { $0.contains("trial 0 failed (typos)") })
    var trial = try #require(Self.report.facts.examples[Self.id]?.first)
    #expect(ShowText(Self.report, style: .plain).trial(trial)[0].contains("variant typos"))
    trial.variant = "base"
    #expect(!ShowText(Self.report, style: .plain).trial(trial)[0].contains("variant"))
  }
}
