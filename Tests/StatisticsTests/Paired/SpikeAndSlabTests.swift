import Testing

@testable import Statistics

@Suite struct SpikeAndSlabTests {
  @Test func reproducesTheReferenceValues() throws {
    let file = try VectorFile("16_spike_slab")
    for c in try file.cases() {
      let logE = c["log_e"].doubles
      #expect(isClose(SpikeAndSlab.logValue(logE), c["expected"].double, file.tolerance, floor: 1e-15), "\(c)")
      #expect(isClose(SpikeAndSlab.logMean(logE), c["log_mean_e"].double, file.tolerance, floor: 1e-15), "\(c)")
      #expect(isClose(SpikeAndSlab.logProduct(logE), c["log_product"].double, file.tolerance, floor: 1e-15), "\(c)")
    }
  }

  @Test func survivesHugeAndVanishedEvidence() {
    #expect(SpikeAndSlab.logValue([]) == 0)
    #expect(SpikeAndSlab.logValue([1e6, -1e6]) > 9e5)
    #expect(SpikeAndSlab.logValue([-.infinity, 0]).isFinite)
  }
}
