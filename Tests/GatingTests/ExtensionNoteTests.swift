import EvalSchema
import Statistics
import Testing

@testable import Gating

@Suite struct ExtensionNoteTests {
  @Test(arguments: [
    (0.01, 2000, 4000, "extended from 2000 to 4000 trials: the chance of a false pass is 5.05%, not 5%."),
    (0.01, 2000, 8000, "extended from 2000 to 8000 trials: the chance of a false pass is 5.15%, not 5%."),
    (
      0.05, 400, 800,
      "extended from 400 to 800 trials: the chance of a false pass is 4.88%, within the 5% that was planned."
    ),
  ])
  func theExactChanceIsSaid(_ limit: Double, _ budget: Int, _ extended: Int, _ sentence: String) throws {
    let test = RunLogFixture.single("a", limit: limit, budget: budget)
    let note = try #require(ExtensionNote(test, to: extended))
    #expect(note.sentence == sentence)
    #expect(note.falsePass == Staircases(SequentialDesign(test)).extended(to: extended).falsePass)
  }

  @Test func anOpenTestGoesOnAtNoPrice() throws {
    let note = try #require(ExtensionNote(RunLogFixture.pattern("p", ["a", "b"]), to: 800))
    #expect(
      note.sentence
        == "extended from 400 to 800 trials: the chance of a false pass stays at most 5%: the test has no final look.")
    #expect(note.falsePass == 0.05)
  }

  @Test(arguments: [400, 399, 0, -5, 3_000_000])
  func whatIsNoExtensionHasNoNote(_ extended: Int) {
    #expect(ExtensionNote(RunLogFixture.single("a"), to: extended) == nil)
  }

  @Test func aTestThatIsNotSoundHasNoNote() {
    #expect(ExtensionNote(RunLogFixture.single("a", limit: .nan), to: 800) == nil)
    #expect(ExtensionNote(RunLogFixture.single("a", m: 0), to: 800) == nil)
  }
}
