import Testing

@testable import EvalSchema

@Suite struct IntCountedTests {
  @Test(arguments: [(0, "0 trials"), (1, "1 trial"), (2, "2 trials"), (-1, "-1 trials")])
  func oneIsTheOnlySingular(count: Int, text: String) {
    #expect(count.counted("trial") == text)
  }

  @Test func aPluralOfAnotherFormIsGiven() {
    #expect([1, 2].map { $0.counted("entry", "entries") } == ["1 entry", "2 entries"])
  }
}
