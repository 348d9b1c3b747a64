import Testing

@testable import Statistics

/// The design of a `config` of the vector files.
func design(_ config: JSON) -> SequentialDesign {
  SequentialDesign(
    limit: config["L"].double, passAlpha: config["alpha"].double,
    failAlpha: config["alpha_fail"].double / config["m"].double, budget: config["N"].int,
    closing: config["closed"].bool ? .exact : .open)
}

/// The words of the vector files for a verdict.
func words(_ verdict: SequentialVerdict?) -> String? {
  switch verdict {
  case nil: nil
  case .pass: "PASS"
  case .fail: "FAIL"
  case .budget: "INCONCLUSIVE:budget"
  case .passOutOfReach: "INCONCLUSIVE:pass-out-of-reach"
  }
}

/// The designs that the properties are tried on: a mix of limits, alphas, tests of a gate and closings.
let sampleDesigns: [SequentialDesign] = [
  SequentialDesign(limit: 0.05, budget: 400),
  SequentialDesign(limit: 0.05, budget: 400, closing: .open),
  SequentialDesign(limit: 0.1, failAlpha: 0.05 / 300, budget: 200),
  SequentialDesign(limit: 0.2, failAlpha: 0.05 / 20, budget: 97),
  SequentialDesign(limit: 0.5, passAlpha: 0.2, budget: 40),
  SequentialDesign(limit: 0.0429, passAlpha: 0.04, budget: 300),
  SequentialDesign(limit: 0.05, budget: 30),
]
