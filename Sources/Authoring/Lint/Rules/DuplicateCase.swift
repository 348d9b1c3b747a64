import EvalSchema

/// One class of failure is tested once.
enum DuplicateCase {
  /// From which similarity on two inputs count as the same.
  static let threshold = 0.8

  static let rule = LintRule.evalset(
    .warning, "duplicate",
    because: "Two cases with nearly the same input and pattern spend trials twice and count one failure as two."
  ) { loaded, _ in
    let texts = loaded.cases.map { one in
      WordShingles(one.caseFile.evalCase.input.messages.map(\.text).joined(separator: "\n"))
    }
    var findings: [Diagnostic] = []
    var byPattern: [String: [Int]] = [:]
    for (index, one) in loaded.cases.enumerated() {
      let pattern = one.caseFile.evalCase.pattern
      defer { byPattern[pattern, default: []].append(index) }
      for earlier in byPattern[pattern] ?? [] {
        guard let similarity = texts[index].similarity(to: texts[earlier], atLeast: threshold) else { continue }
        let other = loaded.cases[earlier]
        let percent = Quantity.percentText((similarity * 100).rounded(.down) / 100)
        findings.append(
          .warning(
            "duplicate", "the input is to \(percent) that of \"\(other.caseFile.evalCase.id)\", with the same pattern",
            at: one.place("input", "messages"), hint: "keep the one that says more, and retire the other with a reason")
        )
        break
      }
    }
    return findings
  }
}
