import EvalSchema

/// What a transform puts around a request: small talk before it, documents that have nothing to do with it.
enum Surroundings {
  /// Turns about other things: `6 × number` questions with their answers, in an order of the dice.
  static func history(number: Int, _ dice: inout VariantDice) -> [Message] {
    var exchanges: [(String, String)] = []
    while exchanges.count < 6 * number { exchanges += dice.shuffled(talk) }
    return exchanges.prefix(6 * number).flatMap { question, answer in
      [Message.user(question), .assistant(AssistantTurn(content: answer))]
    }
  }

  /// The documents with `2 + number` others among them, ranks counted anew where there are ranks.
  static func documents(_ own: [ContextDocument], number: Int, _ dice: inout VariantDice) -> [ContextDocument] {
    var documents = own
    let taken = Set(own.map(\.id))
    let others = dice.shuffled(leaflets).prefix(min(2 + number, leaflets.count))
    for (title, text) in others {
      var count = 1
      var id = "leaflet-\(count)"
      while taken.contains(id) || documents.contains(where: { $0.id == id }) {
        count += 1
        id = "leaflet-\(count)"
      }
      documents.insert(
        ContextDocument(id: id, title: title, text: text), at: dice.index(documents.count + 1))
    }
    if own.contains(where: { $0.rank != nil }) {
      for index in documents.indices { documents[index].rank = index + 1 }
    }
    return documents
  }

  private static let talk: [(String, String)] = [
    ("Hello, is anybody there?", "Hello! Yes, I am here. How can I help?"),
    ("When are you open?", "Somebody answers here from Monday to Friday, nine to five."),
    ("Do you have a newsletter?", "Yes. You can sign up for it at the bottom of our home page."),
    ("How do I change my password?", "Under \"My account\", then \"Security\". A link comes by mail."),
    ("Is there a shop near the station?", "I am afraid not; we are online only."),
    ("Can I write to you in another language?", "Of course. I will answer in the language that you write in."),
    ("The page was slow this morning.", "Thank you for telling us. I have passed it on."),
    ("Do you sell gift cards?", "Yes, in three sizes; they come by mail within a few minutes."),
    ("What is the weather like where you are?", "I cannot see out of a window, but I hope that it is fine with you."),
    ("I like your new logo.", "That is kind, I will tell the people who made it."),
    ("Where can I find your terms?", "They are linked at the bottom of every page."),
    ("Sorry, I was called away.", "No problem, I am still here. Where were we?"),
  ]

  private static let leaflets: [(title: String, text: String)] = [
    (
      "Opening hours",
      "Our team answers from Monday to Friday between nine and five. On public holidays nobody is here."
    ),
    ("Newsletter", "The newsletter is sent once a month. Every issue has a link with which it can be cancelled."),
    (
      "Accessibility",
      "Our pages can be used with a keyboard and with screen readers. Please tell us what does not work."
    ),
    ("Careers", "We are looking for people who like to help others. Open positions are listed on our careers page."),
    ("Cookies", "Our pages store a cookie that remembers the language you chose. It holds no personal data."),
    ("Press", "Journalists find pictures and facts about the company in the press section of our pages."),
    ("Packaging", "Our boxes are made from recycled cardboard and can go into the paper bin after use."),
    ("Community", "Customers help each other in our forum. Please be kind and keep to the subject."),
  ]
}
