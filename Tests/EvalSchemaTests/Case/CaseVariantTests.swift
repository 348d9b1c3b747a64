import FoundationEssentials
import TestSupport
import Testing

@testable import EvalSchema

@Suite struct CaseVariantTests {
  @Test func aCaseWithoutVariantsIsWrittenAsBefore() throws {
    let evalCase = Sample.evalCase("a")
    let text = try CanonicalJSON.text(evalCase)
    #expect(!text.contains("variants"))
    // Every other key that the synthesized form wrote, in sorted order.
    let value = try CanonicalJSON.decode(JSONValue.self, from: CanonicalJSON.line(evalCase))
    guard case .object(let members) = value else { return #expect(Bool(false)) }
    #expect(
      members.keys.sorted() == [
        "expected", "id", "incident", "input", "known_bad", "known_good", "layers", "pattern", "suite", "tags", "title",
      ])
    #expect(try CanonicalJSON.decode(EvalCase.self, from: CanonicalJSON.line(evalCase)) == evalCase)
  }

  @Test func aVariantComesBackAsItWas() throws {
    var evalCase = Sample.evalCase("a")
    evalCase.variants = [
      CaseVariant(name: "values", set: ["order_id": 9120, "amount": 310.5]),
      CaseVariant(name: "words", note: "by hand", replace: ["Yes": "Yea\u{301}"]),
      CaseVariant(name: "file", prepend: AddedMessages(file: "fixtures/a.yaml", messages: [.user("Hello")])),
      CaseVariant(
        name: "whole", messages: [.user("No or yes?")], documents: [ContextDocument(id: "d", text: "t")],
        append: AddedMessages(messages: [.user("Well?")])),
    ]
    #expect(try CanonicalJSON.decode(EvalCase.self, from: CanonicalJSON.line(evalCase)) == evalCase)
    #expect(
      try CanonicalJSON.text(evalCase.variants[1]) == #"{"name":"words","note":"by hand","replace":{"Yes":"Yeá"}}"#)
  }

  @Test(arguments: [
    (#""fixtures/a.yaml""#, AddedMessages(file: "fixtures/a.yaml")),
    (#"[{"user":"Hi"}]"#, AddedMessages(messages: [.user("Hi")])),
    (#"{"file":"a.yaml","messages":[{"user":"Hi"}]}"#, AddedMessages(file: "a.yaml", messages: [.user("Hi")])),
  ])
  func addedMessagesHaveThreeForms(json: String, expected: AddedMessages) throws {
    #expect(try CanonicalJSON.decode(AddedMessages.self, from: Data(json.utf8)) == expected)
  }

  @Test func whatDoesNotChangeATrialIsNoMeaning() throws {
    let one = CaseVariant(
      name: "a", note: "x", prepend: AddedMessages(file: "fixtures/a.yaml", messages: [.user("Hi")]))
    let other = CaseVariant(name: "b", prepend: AddedMessages(messages: [.user("Hi")]))
    #expect(try Digest(ofJSON: one.meaning) == Digest(ofJSON: other.meaning))
    #expect(one.meaning != CaseVariant(name: "a", prepend: AddedMessages(messages: [.user("Ho")])).meaning)
  }

  @Test func theStrictnessOfACaseWithoutVariantsHasItsOldDigest() throws {
    var evalCase = Sample.evalCase("a")
    let bare = try CaseStrictness(of: evalCase)
    #expect(bare.variants == nil)
    #expect(try !CanonicalJSON.text(bare).contains("variants"))
    evalCase.variants = [CaseVariant(name: "b", set: ["x": 1]), CaseVariant(name: "a", set: ["x": 2])]
    let varied = try CaseStrictness(of: evalCase)
    #expect(varied.variants?.map(\.name) == ["a", "b"])
    #expect(try varied.digest() != bare.digest())
    evalCase.variants[0].note = "a note"
    evalCase.variants.reverse()
    #expect(try CaseStrictness(of: evalCase).digest() == varied.digest())
  }
}
