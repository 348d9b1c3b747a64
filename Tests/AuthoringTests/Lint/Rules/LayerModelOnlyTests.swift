import EvalSchema
import Testing

@testable import Authoring

@Suite struct LayerModelOnlyTests {
  /// Changes of the right case, and where the finding must be.
  static let bad: [(changes: [LintBench.Change], place: String)] = [
    ([("layers: [tool]", "layers: [model]")], "11:9")
  ]

  @Test(arguments: bad.indices)
  func tellsTheBadOne(index: Int) throws {
    let (changes, place) = Self.bad[index]
    #expect(try LintBench.findings(LayerModelOnly.rule, changes) == ["\(place) layer-model-only"])
  }

  /// Changes that leave the case right.
  static let good: [[LintBench.Change]] = [
    [],
    [("layers: [tool]", "layers: [model, prompt]")],
    [("layers: [tool]\n", "")],
  ]

  @Test(arguments: good.indices)
  func isSilentOnTheGoodOne(index: Int) throws {
    #expect(try LintBench.findings(LayerModelOnly.rule, Self.good[index]) == [])
  }
}
