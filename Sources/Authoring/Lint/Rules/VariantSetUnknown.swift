import EvalSchema

/// A value that is set stands somewhere.
enum VariantSetUnknown {
  static let rule = LintRule.evalCase(
    .error, "variant-set-unknown",
    because:
      "A variant sets values by the names that tool calls and replies give them. A name that occurs nowhere changes nothing, and two names with one old value leave open which of the new ones a text means."
  ) { loaded, _ in
    let evalCase = loaded.caseFile.evalCase
    return evalCase.variants.enumerated().flatMap { index, variant -> [Diagnostic] in
      guard !variant.set.isEmpty else { return [] }
      let setting = ValueSetting(variant.set, in: evalCase)
      let place = { (name: String) in loaded.keyPlace("variants", "\(index)", "set", name) }
      let names = Array(Set(evalCase.memberNames)).sorted()
      return setting.unknown.map { name in
        let nearest = NearestName.of(name, in: names).map { ": did you mean `\($0)`?" } ?? ""
        return .error(
          "variant-set-unknown",
          "no tool call or reply of the input or the exhibits names `\(ShapeChecker.clipped(name))`\(nearest)",
          at: place(name), hint: "`set` goes by the names of arguments and results; `replace` goes by the text")
      }
        + setting.ambiguous.dropFirst().map { name in
          .error(
            "variant-set-unknown", "`\(name)` and another name had the same value, and now they differ",
            at: place(name),
            hint: "texts name only the value: write the variant's `messages` out")
        }
    }
  }
}

extension EvalCase {
  /// The names that tool calls and replies of the case give to values.
  fileprivate var memberNames: [String] {
    let replies = input.tools.flatMap { $0.replies.flatMap { [$0.arguments, $0.result].compactMap { $0 } } }
    let calls = (knownBad + knownGood).flatMap { $0.transcript.toolCalls.map(\.call.arguments) }
    return (replies + calls).flatMap { value in
      if case .object(let members) = value { Array(members.keys) } else { [String]() }
    }
  }
}
