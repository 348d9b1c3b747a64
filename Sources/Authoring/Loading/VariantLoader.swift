import EvalSchema

/// What a case's variants need beyond their form: names that can be told apart, and the files that they name.
enum VariantLoader {
  /// Reads the files of messages that variants name into the case.
  ///
  /// - Returns: The findings of those files, each at its place there, and those of the paths. Nothing outside of the evalset is
  ///   read.
  static func fill(_ document: inout LoadedDocument<EvalCase>?, from folder: EvalsetFolder) -> [Diagnostic] {
    guard var filled = document else { return [] }
    var diagnostics: [Diagnostic] = []
    for index in filled.value.variants.indices {
      for (key, path) in [("prepend", \CaseVariant.prepend), ("append", \CaseVariant.append)] {
        guard let file = filled.value.variants[index][keyPath: path]?.file else { continue }
        let place = filled.node.nearest(["variants", "\(index)", key]).place
        let (messages, findings) = DocumentLoader.load(
          [Message].self, file, as: MessagesFormat.format, from: folder, at: place)
        diagnostics += filled.source.annotate(findings)
        filled.value.variants[index][keyPath: path]?.messages = messages?.value ?? []
      }
    }
    document = filled
    return diagnostics
  }

  /// What is wrong with the variants of a case.
  static func findings(of document: LoadedDocument<EvalCase>) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    var names: Set<String> = []
    for (index, variant) in document.value.variants.enumerated() {
      let node = document.node.nearest(["variants", "\(index)"])
      let place = node["name"]?.place ?? node.place
      if variant.name == CaseVariant.base {
        diagnostics.append(
          .error(
            "variant-base", "`base` is the name of the case as it is", at: place, hint: "give the variant another name")
        )
      } else if !names.insert(variant.name).inserted {
        diagnostics.append(
          .error(
            "duplicate-variant", "a variant \"\(variant.name)\" stands above already", at: place,
            hint: "trials name their variant: give each one a name of its own"))
      }
      for (name, value) in variant.set.sorted(by: { $0.key < $1.key }) where value == .null {
        diagnostics.append(
          .error("empty-value", "`\(name)` has no value", at: node["set"]?.entry(name)?.keyPlace ?? place))
      }
      if texts(of: variant).contains(where: { $0.unicodeScalars.contains("\0") }) {
        diagnostics.append(
          .error(
            "variant-text", "a text of the variant \"\(variant.name)\" holds U+0000", at: place,
            hint: "no user can send it, and many a target cuts a text there"))
      }
    }
    return diagnostics
  }

  private static func texts(of variant: CaseVariant) -> [String] {
    let messages = (variant.messages ?? []) + (variant.prepend?.messages ?? []) + (variant.append?.messages ?? [])
    return messages.map(\.text) + (variant.documents ?? []).map(\.text) + variant.replace.values
      + variant.set.values.compactMap(\.string)
  }
}
