import EvalSchema
import TestSupport
import Testing

@testable import Harness

@Suite struct TemplateCoverageTests {
  @Test(arguments: [
    (#"{{messages}}"#, "/chat", ["tools", "documents"]), ("{{messages}} {{tools}}", "/chat", ["documents"]),
    ("{{input}} {{ documents }}", "/chat?t={{tools}}", []),
  ])
  func whatATemplateDoesNotSendIsToldOnceForAllCases(_ text: String, path: String, lacking: [String]) throws {
    var target = Target(name: "app", adapter: .http)
    target.baseURL = "http://127.0.0.1:9" + path
    target.http = HTTPTarget(body: ["q": ["text": .string(text)]], text: "/answer")
    var cases = ["a", "b", "c"].map { Sample.evalCase($0) }
    for index in [1, 2] {
      cases[index].input.tools = [ToolFixture(name: "lookup_order")]
      cases[index].input.documents = [ContextDocument(id: "d", text: "t")]
    }
    let found = TemplateCoverage.warnings(target, cases: cases)
    #expect(found.allSatisfy { $0.code == "template-lacks" && $0.message.hasSuffix("of 2 cases, first b") })
    #expect(found.map { found in lacking.first { found.message.contains("send the \($0) of") } } == lacking)
    #expect(TemplateCoverage.warnings(target, cases: [cases[0]]).isEmpty)
    #expect(TemplateCoverage.warnings(Sample.target(), cases: cases).isEmpty)
    let planned = try RunPlanner(evalset: Sample.evalset(cases), target: target, seed: 1).plan()
    #expect(planned.diagnostics.filter { $0.code == "template-lacks" } == found)
  }

  @Test(
    arguments: [
      ("{{input}}", nil, ["earlier turns", "system messages"]),
      ("{{system}} {{input}}", "/calls", ["earlier turns", "system messages", "tool results"]),
      ("{{messages}}", "/calls", []),
    ] as [(String, String?, [String])])
  func aTemplateWithTheLastMessageOnlyIsToldOfTheOthers(_ text: String, calls: String?, lacking: [String]) {
    var target = Target(name: "app", adapter: .http)
    target.baseURL = "http://127.0.0.1:9/chat"
    target.http = HTTPTarget(body: ["q": .string(text), "t": "{{tools}}"], text: "/answer", toolCalls: calls)
    var cases = ["a", "b", "c", "d"].map { Sample.evalCase($0) }
    cases[0].input.messages = [.user("Where is it?")]
    cases[1].input.messages = [.user("Hello"), .assistant(AssistantTurn(content: "Hi")), .user("Where is it?")]
    cases[2].input.messages = [.system("Be kind."), .user("Where is it?")]
    cases[3].input.messages = [.user("Where is it?")]
    cases[3].input.tools = [ToolFixture(name: "lookup_order")]
    let first = ["earlier turns": "b", "system messages": "c", "tool results": "d"]
    #expect(
      TemplateCoverage.warnings(target, cases: cases).map(\.message)
        == lacking.map { "the target \"app\" does not send the \($0) of 1 case, first \(first[$0] ?? "")" })
    #expect(TemplateCoverage.warnings(target, cases: [cases[0]]).isEmpty)
  }
}
