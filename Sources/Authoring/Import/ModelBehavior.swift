/// Tells an incident of a model's behavior from a fault of the software around it.
///
/// Words are evidence only for asking: a document without any sign of a model that said or did something is refused, all others
/// go on.
enum ModelBehavior {
  /// The weight at which prose tells of a model: one clear deed, or two that software could have done too.
  static let enough = 2

  /// Whether the prose of a document tells of a model that said or did something.
  static func isTold(in document: MarkdownDocument) -> Bool {
    var weight = 0
    for section in document.sections {
      for block in section.blocks {
        switch block.kind {
        case .paragraph, .list, .quote: weight += self.weight(of: block.source)
        default: continue
        }
        if weight >= enough { return true }
      }
    }
    return false
  }

  /// The weight of a text: 2 for an actor that only is a model or a deed that only a speaker does, 1 for an agent that ran.
  ///
  /// The deed stands at most two words behind the actor.
  static func weight(of text: String) -> Int {
    let words = HeadingName(text).words
    var weight = 0
    for (index, word) in words.enumerated() {
      let isModel = models.contains(word)
      guard isModel || actors.contains(word) else { continue }
      let next = words[(index + 1)...].prefix(3)
      if next.contains(where: { speech.contains($0) }) {
        weight += 2
      } else if next.contains(where: { deeds.contains($0) }) {
        weight += isModel ? 2 : 1
      }
    }
    return weight
  }

  /// Names that only a model has.
  private static let models: Set<String> = [
    "chatbot", "assistant", "llm", "copilot", "claude", "chatgpt", "gpt", "gemini", "llama", "deepseek", "mistral",
    "subagent",
  ]

  /// Names that other software and people have, too.
  private static let actors: Set<String> = ["agent", "model", "ai", "bot", "coder"]

  /// What a speaker does.
  private static let speech: Set<String> = [
    "said", "told", "answered", "replied", "claimed", "asserted", "promised", "invented", "fabricated", "hallucinated",
    "cited",
    "ignored", "refused", "obeyed", "decided", "assumed", "recommended", "agreed", "confirmed", "disclosed", "revealed",
    "approved", "misread", "misunderstood", "mentions", "mentioned", "insisted", "admitted", "apologised", "apologized",
    "offered", "advised", "deleted", "refunded", "chose", "quoted",
  ]

  /// What a model and other software do.
  private static let deeds: Set<String> = [
    "responded", "stated", "executed", "issued", "sent", "called", "invoked", "generated", "wrote", "overwrote",
    "modified", "ran",
    "suggested", "leaked", "skipped", "lost", "saw", "begins", "reported", "used", "provided", "gave", "made",
    "committed",
    "pushed", "dropped", "booked", "delete", "asked", "did",
  ]
}
