import Testing

@testable import Statistics

@Suite struct DensestWindowTests {
  @Test func namesTheBlockAndLeavesTheRest() throws {
    let positions = [3, 40, 43, 45, 50, 52, 55, 58, 60, 150, 301]
    let window = try #require(DensestWindow(positions: positions, trials: 340))
    #expect(window.first == 40 && window.last == 60 && window.failures == 8)
  }

  @Test(arguments: [[], [5], [0, 399]])
  func needsTwoFailuresInHalfTheTrials(_ positions: [Int]) {
    #expect(DensestWindow(positions: positions, trials: 400) == nil)
  }
}
