import EvalSchema
import Testing

@testable import Reporting

@Suite struct WatchMarkdownTests {
  private static func text(_ foreign: String, _ word: WatchStanding.Word = .going) -> String {
    let watched = WatchedCase(id: foreign, digest: Digest(of: "a"), limit: 0.01, severity: .s1, isWatching: true)
    let counts = WatchCounts(valid: 10, failures: 1, errored: 2)
    let state = WatchState(
      tool: ToolVersion(version: "t"), id: foreign, evalset: foreign, target: foreign, fingerprint: Digest(of: "t"),
      policy: Digest(of: "p"), start: 0, end: 100, every: 10, trials: 20, minimumValid: 0, confidence: 0.95,
      errorShare: 0.05, seed: 1, cases: [watched],
      intervals: [
        WatchInterval(index: 1, startedAt: 10, endedAt: 35, run: "r", counts: ["a": counts], models: [foreign])
      ])
    let standing = WatchStanding(
      word: word, sentence: foreign,
      cases: [CaseStanding(watched: watched, counts: counts, upper: 0.4, isShownBelow: false, sentence: foreign)],
      notes: [.warning("watch-gaps", foreign)], statement: foreign)
    return WatchMarkdown(state, standing, folder: foreign, date: { "\($0)" }).text()
  }

  @Test(arguments: Hostile.texts) func nothingForeignBreaksOut(_ foreign: String) {
    let text = Self.text(foreign).replacing(/(`+).*?\1/, with: "")
    #expect(
      !text.contains("<script") && !text.contains("<img") && !text.contains("\n::error") && !text.contains("<!--"))
  }

  @Test func theStatusSaysTheWordAndTheGaps() {
    let text = Self.text("x")
    #expect(
      text.contains("GOING ON") && text.contains("1/10 = 10%") && text.contains("2 intervals of them were not observed")
    )
    #expect(Self.text("x", .endedWell).contains("ENDED WELL") && Self.text("x", .failed).contains("FAIL"))
  }
}
