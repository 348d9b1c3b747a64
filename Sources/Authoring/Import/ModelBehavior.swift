/// Tells an incident of a model's behavior from a fault of the software around it.
///
/// Words are evidence only for asking: a document without any sign of a model that said or did something is refused, all others
/// go on.
enum ModelBehavior {
  /// How many times prose must tell of a model doing something.
  static let needed = 2

  /// Whether the prose of a document tells of a model that said or did something.
  static func isTold(in document: MarkdownDocument) -> Bool {
    var count = 0
    for section in document.sections {
      let prose = section.blocks.filter { block in
        switch block.kind {
        case .paragraph, .list, .quote: true
        default: false
        }
      }
      for block in prose {
        count += mentions(in: block.source)
        if count >= needed { return true }
      }
    }
    return false
  }

  /// How many times a text has an actor with a deed at most two words later.
  static func mentions(in text: String) -> Int {
    let words = HeadingName(text).words
    var count = 0
    for (index, word) in words.enumerated() where actors.contains(word) {
      // "AI" is an actor only before its deed, "the model's weights" is not one at all.
      let next = words[(index + 1)...].prefix(3)
      if next.contains(where: { deeds.contains($0) }) { count += 1 }
    }
    return count
  }

  private static let actors: Set<String> = [
    "agent", "chatbot", "assistant", "model", "llm", "copilot", "ai", "bot", "claude", "chatgpt", "gpt", "gemini",
    "llama",
    "deepseek", "mistral", "coder", "subagent",
  ]

  private static let deeds: Set<String> = [
    "said", "told", "answered", "replied", "responded", "claimed", "stated", "asserted", "promised", "invented",
    "fabricated",
    "hallucinated", "cited", "ignored", "refused", "obeyed", "deleted", "executed", "issued", "sent", "called",
    "invoked",
    "decided", "assumed", "generated", "wrote", "overwrote", "modified", "ran", "recommended", "suggested", "agreed",
    "confirmed", "leaked", "disclosed", "revealed", "approved", "skipped", "misread", "misunderstood", "lost", "saw",
    "mentions", "mentioned", "begins", "reported", "chose", "used", "provided", "gave", "made", "insisted", "admitted",
    "apologised", "apologized", "committed", "pushed", "dropped", "refunded", "booked", "offered", "advised",
  ]
}
