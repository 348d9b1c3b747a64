import EvalSchema

/// A variant asks something else than the case and than every other variant.
enum VariantChangesNothing {
  static let rule = LintRule.evalCase(
    .error, "variant-changes-nothing",
    because: "A variant that asks what the case or another variant asks already makes a repeat look like more evidence."
  ) { loaded, _ in
    let evalCase = loaded.caseFile.evalCase
    let rotation = VariantRotation(evalCase)
    return rotation.inputs.indices.dropFirst().compactMap { index in
      guard let same = rotation.inputs[..<index].firstIndex(of: rotation.inputs[index]) else { return nil }
      // A name or a text that occurs nowhere is told by the rules about them.
      let variant = evalCase.variants[index - 1]
      if same == 0, !ValueSetting(variant.set, in: evalCase).unknown.isEmpty {
        return nil
      }
      let other = same == 0 ? "the case as it is" : "the variant \"\(rotation.names[same])\""
      return .error(
        "variant-changes-nothing", "the variant \"\(rotation.names[index])\" asks the same as \(other)",
        at: loaded.place("variants", "\(index - 1)", "name"), hint: "change something, or remove it")
    }
  }
}
