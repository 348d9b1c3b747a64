import EvalSchema

extension CaseComparison {
  /// What became of the variants.
  ///
  /// One that is gone or asks something else weakens the case: what it showed is not asked any more. A new one is neither looser
  /// nor stricter: more is asked, and the mean that the limit holds is over more. A new name for the same question is a change.
  var variants: [CaseChange] {
    let (was, now) = (old.variants ?? [], new.variants ?? [])
    let names = (old: Set(was.map(\.name)), new: Set(now.map(\.name)))
    var changes: [CaseChange] = []
    var renamed: Set<String> = []
    for variant in was {
      if let same = now.first(where: { $0.name == variant.name }) {
        guard same.digest != variant.digest else { continue }
        changes.append(CaseChange(.looser, "the variant `\(variant.name)` was changed", at: place(of: variant.name)))
      } else if let other = now.first(where: { $0.digest == variant.digest && !names.old.contains($0.name) }) {
        renamed.insert(other.name)
        let words = "the variant `\(variant.name)` is called `\(other.name)` now"
        changes.append(CaseChange(.changed, words, at: place(of: other.name)))
      } else {
        changes.append(CaseChange(.looser, "the variant `\(variant.name)` was removed", at: ["variants"]))
      }
    }
    for variant in now where !names.old.contains(variant.name) && !renamed.contains(variant.name) {
      changes.append(CaseChange(.changed, "the variant `\(variant.name)` was added", at: place(of: variant.name)))
    }
    return changes
  }

  private func place(of name: String) -> [String] {
    ["variants"] + (evalCase.variants.firstIndex { $0.name == name }.map { ["\($0)"] } ?? [])
  }
}
