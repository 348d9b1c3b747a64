/// Which variant of a case each trial asks: trial `i` asks number `i mod (1 + variants)`, the case as it is being number 0.
///
/// So any prefix of the trials is balanced: two variants never differ by more than one trial. The inputs are made once.
package struct VariantRotation: Sendable {
  /// The names in turn, `base` first.
  package let names: [String]
  /// What each asks.
  package let inputs: [CaseInput]

  /// Makes every input of a case. Complexity: O(variants × input).
  package init(_ evalCase: EvalCase) {
    names = evalCase.variantNames
    inputs = [evalCase.input] + evalCase.variants.map { evalCase.input(of: $0) }
  }

  /// The name of the variant that a trial asks.
  package func name(ofTrial index: Int) -> String { names[max(0, index) % names.count] }

  /// What a trial asks.
  package func input(ofTrial index: Int) -> CaseInput { inputs[max(0, index) % inputs.count] }
}

extension EvalCase {
  /// The names of what its trials ask in turn: `base`, then the variants.
  package var variantNames: [String] { [CaseVariant.base] + variants.map(\.name) }

  /// What a trial of a variant asks.
  package func input(of variant: CaseVariant) -> CaseInput {
    var input = input
    if let messages = variant.messages { input.messages = messages }
    if let documents = variant.documents { input.documents = documents }
    if !variant.set.isEmpty { input = ValueSetting(variant.set, in: self).applied(to: input) }
    if !variant.replace.isEmpty {
      let replacement = TextReplacement(variant.replace)
      input = input.mappingTexts { replacement.applied(to: $0) }
    }
    let start = input.messages.prefix { $0.role == "system" }.count
    input.messages.insert(contentsOf: variant.prepend?.messages ?? [], at: start)
    input.messages += variant.append?.messages ?? []
    return input
  }
}

extension CaseInput {
  /// The input with every text of its messages and documents changed; names, ids and the values of tools stay.
  func mappingTexts(_ change: (String) -> String) -> CaseInput {
    var input = self
    input.messages = messages.map { $0.mappingText(change) }
    for index in input.documents.indices {
      input.documents[index].title = documents[index].title.map(change)
      input.documents[index].text = change(documents[index].text)
    }
    return input
  }
}

extension Message {
  /// The message with its words changed; a tool's result that is no plain text stays.
  func mappingText(_ change: (String) -> String) -> Message {
    switch self {
    case .system(let text): return .system(change(text))
    case .user(let text): return .user(change(text))
    case .assistant(var turn):
      turn.content = change(turn.content)
      return .assistant(turn)
    case .tool(var result):
      if case .string(let text) = result.result { result.result = .string(change(text)) }
      result.error = result.error.map(change)
      return .tool(result)
    }
  }
}
