package import EvalSchema

/// Makes variants of a case: frozen text, the same for the same case, seed, transform and number.
package struct VariantMaker: Sendable {
  private let evalCase: EvalCase
  private let seed: UInt64
  private let digest: Digest
  private let phrases: [String]

  /// Takes a case; its variants so far keep their names and are not made again.
  ///
  /// Throws when the case has no JSON form.
  package init(_ evalCase: EvalCase, seed: UInt64) throws {
    self.evalCase = evalCase
    self.seed = seed
    var bare = evalCase
    bare.variants = []
    digest = try Digest(ofJSON: bare)
    phrases = GuardedText.phrases(of: evalCase)
  }

  /// Makes variants by some transforms, in their order.
  ///
  /// - Parameter count: How many of each that dice decide; a transform with texts gives one for each text.
  /// - Returns: The new variants; and what could not be made, as warnings, or errors for texts that lose what graders look for.
  package func make(
    _ transforms: [VariantTransform], count: Int = 1
  ) -> (variants: [CaseVariant], diagnostics: [Diagnostic]) {
    var state = State(evalCase)
    if (evalCase.input.messages.map(\.text) + evalCase.input.documents.map(\.text)).contains(where: {
      $0.unicodeScalars.contains("\0")
    }) {
      return ([], [.error("variant-text", "a text of the case \(evalCase.id) holds U+0000")])
    }
    for transform in transforms {
      switch transform {
      case .paraphrase(let texts), .language(let texts):
        for phrase in texts { make(phrase, transform.name, &state) }
      default:
        for _ in 0..<max(0, count) where !make(transform, &state) { break }
      }
    }
    return (state.made, state.diagnostics)
  }

  private struct State {
    var names: Set<String>
    var inputs: Set<CaseInput>
    var made: [CaseVariant] = []
    var diagnostics: [Diagnostic] = []

    init(_ evalCase: EvalCase) {
      names = Set(evalCase.variantNames)
      inputs = Set(VariantRotation(evalCase).inputs)
    }

    /// The next name of a kind that is free, with its number.
    func free(_ kind: String) -> (name: String, number: Int) {
      var number = 1
      while names.contains(number == 1 ? kind : "\(kind)-\(number)") { number += 1 }
      return (number == 1 ? kind : "\(kind)-\(number)", number)
    }
  }

  /// Makes the next variant of a transform; false when there is none.
  private func make(_ transform: VariantTransform, _ state: inout State) -> Bool {
    let (name, number) = state.free(transform.name)
    var dice = VariantDice(seed: seed, evalCase: digest, transform: transform.name, number: number)
    var variant = CaseVariant(name: name, note: "relapse vary: \(transform.name), seed \(seed), number \(number)")
    switch transform {
    case .typos: variant.messages = messages { TextTransforms.typos($0, &dice) }
    case .whitespace: variant.messages = messages { TextTransforms.whitespace($0, &dice) }
    case .lookalikes: variant.messages = messages { TextTransforms.lookalikes($0, &dice) }
    case .letterCase: variant.messages = messages { TextTransforms.letterCase($0, number: number, &dice) }
    case .longHistory: variant.prepend = AddedMessages(messages: Surroundings.history(number: number, &dice))
    case .distractors:
      if !evalCase.input.documents.isEmpty {
        variant.documents = Surroundings.documents(evalCase.input.documents, number: number, &dice)
      }
    case .injection:
      var used = ""
      variant.messages = lastMessage { text in
        let wrapped = InjectionWrappers.wrap(text, number: number)
        used = wrapped.name
        return wrapped.text
      }
      variant.note? += ", \(used)"
    case .paraphrase, .language: return false
    }
    guard take(variant, &state) else {
      let why =
        transform == .distractors && evalCase.input.documents.isEmpty
        ? "the case has no documents" : "there is nothing to change, or every form of it is there"
      state.diagnostics.append(.warning("vary-nothing", "\(transform.name): \(why)"))
      return false
    }
    return true
  }

  private func make(_ phrase: VariantTransform.Phrase, _ kind: String, _ state: inout State) {
    let name = phrase.tag.map { "\(kind)-\($0)" } ?? state.free(kind).name
    if state.names.contains(name) {
      state.diagnostics.append(.warning("vary-nothing", "\(name): a variant of this name is there"))
      return
    }
    guard case .user(let original)? = evalCase.input.messages.last(where: { $0.role == "user" }) else {
      state.diagnostics.append(.warning("vary-nothing", "\(name): the case has no user message"))
      return
    }
    let kept = GuardedText(original, phrases: phrases).protectedTexts.filter { word in
      word.unicodeScalars.contains { $0.properties.numericType != nil || $0 == "_" || $0 == "@" }
    }
    let scalars = Array(phrase.text.unicodeScalars)
    let lost = kept.filter { WordScanner.occurrences(of: $0, in: scalars).isEmpty }
    guard lost.isEmpty, !phrase.text.unicodeScalars.contains("\0") else {
      let words = lost.map { "\"\(ShapeChecker.clipped($0))\"" }.joined(separator: ", ")
      state.diagnostics.append(
        .error(
          "paraphrase-drops",
          "\(name): the text \"\(ShapeChecker.clipped(phrase.text))\" lacks \(words.isEmpty ? "sense: it holds U+0000" : words)",
          hint: "keep numbers, ids and addresses as they are: graders and recorded replies look for them"))
      return
    }
    let variant = CaseVariant(
      name: name, note: "relapse vary: \(kind), from a file", messages: lastMessage { _ in phrase.text })
    if !take(variant, &state) {
      state.diagnostics.append(.warning("vary-nothing", "\(name): the case or a variant asks this already"))
    }
  }

  /// Takes a variant that asks something new.
  private func take(_ variant: CaseVariant, _ state: inout State) -> Bool {
    guard variant.messages != nil || variant.documents != nil || variant.prepend != nil,
      evalCase.variants.count + state.made.count < CaseVariant.most,
      state.inputs.insert(evalCase.input(of: variant)).inserted
    else { return false }
    state.names.insert(variant.name)
    state.made.append(variant)
    return true
  }

  /// The conversation with every user message changed; nil when none can be.
  private func messages(_ change: (GuardedText) -> String?) -> [Message]? {
    var isChanged = false
    let messages = evalCase.input.messages.map { message in
      guard case .user(let text) = message, let other = change(GuardedText(text, phrases: phrases)) else {
        return message
      }
      isChanged = true
      return Message.user(other)
    }
    return isChanged ? messages : nil
  }

  /// The conversation with its last user message changed; nil without one.
  private func lastMessage(_ change: (String) -> String) -> [Message]? {
    var messages = evalCase.input.messages
    guard let last = messages.lastIndex(where: { $0.role == "user" }) else { return nil }
    messages[last] = .user(change(messages[last].text))
    return messages
  }
}
