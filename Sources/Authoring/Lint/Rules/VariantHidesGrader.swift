import EvalSchema

/// What graders look for is what a variant asks about.
enum VariantHidesGrader {
  static let rule = LintRule.evalCase(
    .warning, "variant-hides-grader",
    because:
      "Graders are those of the case. One that names an order which a variant has exchanged fails every right answer to it, or lets every wrong one pass."
  ) { loaded, _ in
    let evalCase = loaded.caseFile.evalCase
    guard !evalCase.variants.isEmpty else { return [] }
    let texts = evalCase.expected.graders.map(GraderWords.texts)
    return evalCase.variants.enumerated().flatMap { index, variant -> [Diagnostic] in
      let setting = ValueSetting(variant.set, in: evalCase)
      return variant.set.keys.sorted().compactMap { name -> Diagnostic? in
        guard let old = setting.old[name] else { return nil }
        let alone = ValueSetting([name: variant.set[name] ?? .null], in: evalCase)
        guard let grader = texts.firstIndex(where: { $0.contains { alone.applied(to: $0) != $0 } }) else { return nil }
        let was = old.first.map { "\((try? CanonicalJSON.text($0)) ?? "")" } ?? ""  // A JSON value always encodes.
        return .warning(
          "variant-hides-grader",
          "the variant \"\(variant.name)\" sets `\(name)`, and grader \(grader + 1) names the old value \(ShapeChecker.clipped(was))",
          at: loaded.keyPlace("variants", "\(index)", "set", name),
          hint: "let the grader look at what holds for every value, or make another case of it")
      }
    }
  }
}
