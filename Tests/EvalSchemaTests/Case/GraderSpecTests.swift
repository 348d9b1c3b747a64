import FoundationEssentials
import Testing

@testable import EvalSchema

@Suite struct GraderSpecTests {
  @Test(arguments: [
    #"{"contains":"refund"}"#, #"{"not":{"matches":"(?i)refunded"}}"#, #"{"equals":{"text":"yes","ignore_case":true}}"#,
    #"{"json_path":{"path":"$.a","equals":1}}"#, #"{"refusal":false}"#, #"{"tool_called":"look"}"#,
    #"{"tool_called":{"name":"look","arguments":{"id":1},"at_least":2,"at_most":3}}"#, #"{"tool_not_called":"drop"}"#,
    #"{"tool_order":{"before":{"name":"ask","result":{"status":"approved"}},"after":"pay"}}"#,
    #"{"cites_only":{"sources":["a"],"at_least":1,"quotes_verbatim":true}}"#,
    #"{"any":[{"contains":"a"},{"all":[{"contains":"b"},{"matches":"c"}]}]}"#,
  ])
  func gradersSurviveTheirFile(_ text: String) throws {
    let spec = try CanonicalJSON.decode(GraderSpec.self, from: Data(text.utf8))
    let copy = try CanonicalJSON.decode(GraderSpec.self, from: CanonicalJSON.line(spec))
    #expect(copy == spec)
  }

  @Test func theShortFormMeansTheDefaults() throws {
    let spec = try CanonicalJSON.decode(GraderSpec.self, from: Data(#"{"tool_called":"look"}"#.utf8))
    #expect(spec == .toolCalled(ToolCalledSpec(call: CallPattern(name: "look"))))
  }

  @Test(arguments: [#"{}"#, #"{"contains":"a","not":{"contains":"b"}}"#, #"{"similar":"a"}"#])
  func aGraderHasExactlyOneKnownKind(_ text: String) {
    #expect(throws: (any Error).self) { try CanonicalJSON.decode(GraderSpec.self, from: Data(text.utf8)) }
  }
}
