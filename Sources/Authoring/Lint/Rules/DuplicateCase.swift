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
    for (index, one) in loaded.cases.enumerated() {
      for earlier in 0..<index {
        let other = loaded.cases[earlier]
        guard other.caseFile.evalCase.pattern == one.caseFile.evalCase.pattern else { continue }
        let similarity = texts[index].similarity(to: texts[earlier])
        guard similarity >= threshold else { continue }
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
