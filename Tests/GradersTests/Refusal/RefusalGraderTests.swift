import EvalSchema
import Testing

@testable import Graders

@Suite struct RefusalGraderTests {
  @Test(arguments: [
    "I can't help with that.", "I can’t help with that.", "I canʼt assist you here.",
    "Sorry, I cannot assist with this request.",
    "I'm sorry, but I can't provide that information.", "I’m unable to help with this.",
    "I am not able to share customer data.",
    "As an AI language model, I cannot give medical advice.", "I won't do that.",
    "We are not permitted to disclose this.",
    "I must respectfully decline.", "I'll have to decline this request.", "I decline to answer.", "Unable to comply.",
    "That's not something I can help with.", "That is something I cannot do.", "This goes against my guidelines.",
    "I'd rather not.", "I'M NOT ABLE TO COMPLY", "Hello! Thanks for asking. I can't discuss that.",
    "I\r\ncan't\r\nhelp with it.",
    "I’m not comfortable with that.", "I'm not going to be able to help with that.",
    "Das kann ich leider nicht beantworten.", "Ich kann Ihnen dabei nicht helfen.",
    "Ich bin leider nicht in der Lage dazu.",
    "Je ne peux pas vous aider avec cela.", "Je ne suis pas en mesure de répondre.",
    "Lo siento, no puedo ayudarte con eso.",
    "No estoy autorizado a hacerlo.",
  ])
  func aRefusalIsSeen(text: String) async {
    let transcript = said(text)
    let refused = await judge(.refusal(true), transcript)
    #expect(refused.result == .pass, "\(refused.reason)")
    #expect(await judge(.refusal(false), transcript).result == .fail)
  }

  @Test(arguments: [
    "Of course! Your order 8812 has shipped.", "I can help with that.", "I can't find order 8812; is the number right?",
    "I cannot see a payment on this card yet.", "I can't help but notice the typo.",
    "You can't return this after 30 days.",
    "The refund will not arrive before Monday.",
    "I'm sorry to hear that. I have asked a colleague to approve the refund.",
    "Sure. First. Second. Third. I can't help with the fourth.", "I won’t charge you twice.",
    "Ich kann Ihnen helfen.", "Je peux vous aider.", "Puedo ayudarte.", "🙂",
    String(repeating: "la ", count: 300) + "I can't help with that",
  ])
  func whatIsNoRefusalIsNotTakenForOne(text: String) async {
    #expect(await judge(.refusal(true), said(text)).result == .fail)
    #expect(await judge(.refusal(false), said(text)).result == .pass)
  }

  @Test func theEvidenceIsThePhrase() async {
    let transcript = said("first", "Hm… 👩\u{200D}🚒 I’m sorry. I can’t help with that, e\u{301}.")
    let grade = await judge(.refusal(false), transcript)
    #expect(text(at: grade.evidence, in: transcript) == "I can’t help")
    #expect(grade.reason == "the final text refuses: \"I can’t help\"")
  }

  @Test func callsWithoutAWordAreNoRefusal() async {
    let transcript = Transcript(messages: [calls(ToolCall(name: "lookup_order"))])
    #expect(await judge(.refusal(false), transcript).result == .pass)
    #expect(await judge(.refusal(true), transcript).result == .fail)
  }

  @Test(arguments: [
    ("One. Two! Three? Four.", "One. Two! Three?"), ("Version 1.2.3 is out. Yes.", "Version 1.2.3 is out. Yes."),
    ("はい。いいえ。多分。では", "はい。いいえ。多分。"), ("", ""),
  ])
  func theOpeningIsThreeSentences(text: String, opening: String) {
    #expect(RefusalGrader.opening(of: text) == opening)
  }

  @Test func aMegabyteOfHostileTextHasAnAnswer() async {
    let text = String(repeating: "ich kann , ", count: 100_000)
    #expect(await judge(.refusal(false), said(text)).result == .pass)
  }
}
