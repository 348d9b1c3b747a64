import Foundation
import Testing

@testable import Statistics

/// The tables of docs/statistics.md are computed here: a number that is not true any more fails a test.
@Suite struct DocumentationTests {
  private let text: String

  init() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    text = try String(contentsOf: root.appendingPathComponent("docs/statistics.md"), encoding: .utf8)
  }

  private func expect(_ rows: [String], sourceLocation: SourceLocation = #_sourceLocation) {
    for row in rows {
      #expect(text.contains(row + "\n"), "docs/statistics.md lacks:\n\(row)", sourceLocation: sourceLocation)
    }
  }

  private func fixed(_ value: Double, _ digits: Int) -> String { String(format: "%.\(digits)f", value) }

  private func percent(_ rate: Double) -> String { String(format: "%g%%", rate * 100) }

  @Test func theTableOfTheDefaultRule() {
    var rows: [String] = []
    for limit in [0.005, 0.01, 0.02, 0.05, 0.1, 0.2] {
      let budget = Int((20 / limit).rounded())
      let stairs = Staircases(SequentialDesign(limit: limit, budget: budget))
      let cells = [0, limit / 10, limit / 4, limit / 2, limit, 2 * limit, 4 * limit, 0.5].map { rate in
        let oc = OperatingCharacteristics(stairs, rate: rate)
        return "\(fixed(oc.expectedTrials, 0)) (\(fixed(oc.pass, 3))/\(fixed(oc.fail, 3)))"
      }
      rows.append("| \(percent(limit)) | \(budget) | " + cells.joined(separator: " | ") + " |")
    }
    expect(rows)
  }

  @Test func thePriceOfTheSuiteOfThreeHundredCases() {
    let groups: [(cases: Double, limit: Double)] = [(20, 0.01), (80, 0.05), (200, 0.1)]
    let total = groups.reduce(0.0) { sum, group in
      let stairs = Staircases(SequentialDesign(limit: group.limit, budget: Int((20 / group.limit).rounded())))
      return [(0, 0.7), (group.limit / 10, 0.2), (group.limit / 4, 0.05), (0.5, 0.05)].reduce(sum) {
        $0 + group.cases * $1.1 * OperatingCharacteristics(stairs, rate: $1.0).expectedTrials
      }
    }
    #expect(total.rounded() == 20_545)
    expect(["the rule above 20,545."])
  }

  @Test func theTableOfAGateOfThreeHundredTests() {
    let stairs = Staircases(SequentialDesign(limit: 0.01, failAlpha: 0.05 / 300, budget: 2000))
    var rows = [0, 0.001, 0.0025, 0.005, 0.01, 0.02, 0.5]
      .map { rate in
        let name = rate == 0 ? "0" : percent(rate)
        let oc = OperatingCharacteristics(stairs, rate: rate)
        let quantiles = "\(oc.trialsQuantile(0.5)) | \(oc.trialsQuantile(0.9))"
        let chances = [oc.pass, oc.fail, oc.passOutOfReach, oc.budget].map { fixed($0, 4) }
        return "| \(name) | " + chances.joined(separator: " | ") + " | \(fixed(oc.expectedTrials, 1)) | \(quantiles) |"
      }
    let pass = OperatingCharacteristics(stairs, rate: 0.001).pass
    rows.append("300 cases that all fail at 0.1% pass such a gate with probability \(fixed(power(pass, 300), 3)).")
    let clean = stairs.passSteps.prefix(5).map { "\($0.trials) trials with \($0.failures)" }
    let most = " ... failures; at 2000 with \(stairs.maximumFailures)"
    rows.append("    PASS after " + clean.joined(separator: ", ") + most)
    let fails = stairs.failSteps.prefix(5).map { "\($0.failures) failures within \($0.trials)" }
    rows.append("    FAIL on " + fails.joined(separator: ", ") + " ... trials")
    expect(rows)
  }

  @Test func theTableOfBudgets() {
    let rows = [299, 529, 900, 1389, 1989].map { budget in
      let stairs = Staircases(SequentialDesign(limit: 0.01, budget: budget))
      let cells = [0.0005, 0.001, 0.0025, 0.005].map { rate in
        let oc = OperatingCharacteristics(stairs, rate: rate)
        return "\(fixed(oc.pass, 4))/\(fixed(oc.expectedTrials, 0))"
      }
      return "| \(budget) | \(stairs.maximumFailures) | " + cells.joined(separator: " | ") + " |"
    }
    let steps = Budget.steps(limit: 0.01, budget: 2000).map { String($0.budget) }.joined(separator: ", ")
    expect(rows + ["Useful budgets at 1%: \(steps)."])
  }

  @Test func theTableOfJudges() {
    let rows = [(10, 0), (20, 0), (30, 0), (30, 1), (50, 0), (100, 0)].map { bad, missed in
      let limits = JudgeLimits(limit: 0.01, caught: bad - missed, bad: bad)
      let stairs = Staircases(SequentialDesign(limit: limits.passLimit, passAlpha: 0.04, budget: 4000))
      let clean = stairs.passSteps.first?.trials ?? 0
      let bound = "\(fixed(limits.sensitivityLower, 3)) | \(fixed(limits.passLimit * 100, 2))%"
      return "| \(bad) | \(missed) | \(bound) | \(clean) | \(fixed(Double(clean) / 339, 2)) |"
    }
    expect(rows)
  }

  @Test func theTableOfPairs() throws {
    let design = PairedDesign(margin: 0.05, budget: 1000)
    let rows = try [0, 0.02, 0.05, 0.1].map { discordance in
      let same = try #require(PairedOperatingCharacteristics(design, difference: 0, discordance: discordance))
      let nu = max(discordance, 0.05)
      let edge = try #require(PairedOperatingCharacteristics(design, difference: 0.05, discordance: nu))
      return "| \(fixed(discordance, 2)) | \(fixed(same.pass, 3)) | \(fixed(same.expectedPairs, 0)) | "
        + "\(fixed(edge.pass, 3)) | \(fixed(edge.fail, 3)) |"
    }
    expect(rows)
  }

  @Test func theTableOfLevels() {
    let rows = [0.01, 0.05, 0.1].map { limit in
      let stairs = Staircases(SequentialDesign(limit: limit, budget: Int((20 / limit).rounded())))
      let cells = [1, 4, 8, 25].map { fixed(OperatingCharacteristics(stairs, rate: limit, roundSize: $0).pass, 4) }
      let joined = [2, 4].map { fixed(stairs.extended(to: $0 * stairs.design.budget).falsePass, 4) }
      return "| \(percent(limit)) | " + (cells + joined).joined(separator: " | ") + " |"
    }
    expect(rows)
  }
}
