import EvalSchema
import Testing

@testable import Authoring

@Suite struct VariantMakerTests {
  private static let all = VariantTransform.plain.map(\.transform)

  private func evalCase(_ text: String = "Please refund order 8812 to my other card today.") -> EvalCase {
    var evalCase = LedgerFixture.refund()
    evalCase.input = CaseInput(
      messages: [.user("Hello there, my friend."), .assistant(AssistantTurn(content: "Hi.")), .user(text)],
      documents: [
        ContextDocument(id: "policy-7", rank: 1, text: "Refunds need an approval."),
        ContextDocument(id: "policy-8", rank: 2, text: "Tents are tents."),
      ])
    return evalCase
  }

  @Test func theSameCaseSeedAndTransformGiveTheSameVariants() throws {
    let one = try VariantMaker(evalCase(), seed: 3).make(Self.all, count: 3)
    let other = try VariantMaker(evalCase(), seed: 3).make(Self.all, count: 3)
    #expect(one.variants == other.variants && one.diagnostics == other.diagnostics)
    #expect(one.variants.count == 21 && one.diagnostics == [])
    let elsewhere = try VariantMaker(evalCase(), seed: 4).make(Self.all, count: 3)
    #expect(zip(one.variants, elsewhere.variants).count { $0.messages != $1.messages } >= 6)
    var retold = evalCase()
    retold.title = "Another"
    #expect(try VariantMaker(retold, seed: 3).make([.typos]).variants[0].messages != one.variants[0].messages)
  }

  @Test func laterVariantsAreTheOnesThatWouldHaveComeNext() throws {
    let together = try VariantMaker(evalCase(), seed: 1).make([.typos], count: 3).variants
    var grown = evalCase()
    grown.variants = try VariantMaker(grown, seed: 1).make([.typos], count: 2).variants
    let next = try VariantMaker(grown, seed: 1).make([.typos]).variants
    #expect(grown.variants + next == together)
    #expect(together.map(\.name) == ["typos", "typos-2", "typos-3"])
  }

  @Test func everyVariantAsksSomethingNewAndKeepsWhatIsLookedFor() throws {
    let made = try VariantMaker(evalCase(), seed: 1).make(Self.all, count: 3).variants
    var varied = evalCase()
    varied.variants = made
    let rotation = VariantRotation(varied)
    #expect(Set(rotation.inputs).count == rotation.inputs.count)
    for input in rotation.inputs {
      #expect(input.messages.last?.text.contains("8812") == true)
      #expect(input.messages.contains(.assistant(AssistantTurn(content: "Hi."))))
      #expect(input.documents.map(\.id).filter { $0.hasPrefix("policy") } == ["policy-7", "policy-8"])
      #expect(input.documents.map(\.rank) == (1...input.documents.count).map { $0 })
      #expect(input.tools == evalCase().input.tools)
    }
    #expect(
      Set(made.map(\.name)).count == made.count && made.allSatisfy { TextForm.identifier.problem(of: $0.name) == nil })
  }

  @Test func whatCannotBeMadeIsTold() throws {
    var bare = evalCase()
    bare.input.documents = []
    let (variants, diagnostics) = try VariantMaker(bare, seed: 1).make([.distractors, .letterCase], count: 9)
    #expect(variants.count >= 3 && variants.allSatisfy { $0.name.hasPrefix("case") })
    #expect(diagnostics.first?.message == "distractors: the case has no documents")
    #expect(Set(diagnostics.map(\.code)).isSubset(of: ["vary-nothing"]))
    var null = evalCase("a\0b")
    null.input.documents = []
    #expect(try VariantMaker(null, seed: 1).make(Self.all).diagnostics.map(\.code) == ["variant-text"])
  }

  @Test func paraphrasesKeepNumbersIdsAndAddresses() throws {
    let phrases = ["Refund 8812!", "Refund my order.", "Order 88120, refund it.", "Refund 8812!"].map {
      VariantTransform.Phrase(text: $0)
    }
    let (variants, diagnostics) = try VariantMaker(evalCase(), seed: 1).make([.paraphrase(phrases)])
    #expect(variants.map(\.name) == ["paraphrase"] && variants[0].messages?.last == .user("Refund 8812!"))
    #expect(diagnostics.map(\.code) == ["paraphrase-drops", "paraphrase-drops", "vary-nothing"])
    #expect(diagnostics[0].severity == .error && diagnostics[0].message.hasSuffix("lacks \"8812\""))
    let tagged = [
      VariantTransform.Phrase(tag: "de", text: "Bitte 8812 erstatten."), .init(tag: "ar", text: "استرداد 8812"),
    ]
    #expect(
      try VariantMaker(evalCase(), seed: 1).make([.language(tagged)]).variants.map(\.name) == [
        "language-de", "language-ar",
      ])
  }

  @Test(arguments: [
    ("- one\n- two\n", false, 2), ("{de: eins, fr: un}", true, 2), ("- one", true, 0), ("de: eins", false, 0),
    ("[]", false, 0),
    ("- [a]\n- ''\n", false, 0), ("a b: c", true, 0), ("- \"\u{202E}x\"", false, 1),
  ])
  func filesOfPhrasesHaveOneForm(text: String, tagged: Bool, count: Int) {
    let (phrases, diagnostics) = PhraseFile.read(bytes: Array(text.utf8), file: "p.yaml", tagged: tagged)
    #expect(phrases.count == count && diagnostics.hasErrors == (count == 0))
    #expect(diagnostics.allSatisfy { $0.code == "phrase-file" })
  }

  @Test func everyInjectionIsAnother() {
    #expect(Set((1...7).map { InjectionWrappers.wrap("x", number: $0).text }).count == 7)
    #expect(InjectionWrappers.wrap("x", number: 8).text == InjectionWrappers.wrap("x", number: 1).text)
    for number in 1...7 { #expect(InjectionWrappers.wrap("my request", number: number).text.contains("my request")) }
  }
}
