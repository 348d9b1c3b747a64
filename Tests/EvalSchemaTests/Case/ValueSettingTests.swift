import TestSupport
import Testing

@testable import EvalSchema

@Suite struct ValueSettingTests {
  private static func refund(_ text: String, _ replies: [ToolReply] = []) -> EvalCase {
    var evalCase = Sample.evalCase("a")
    evalCase.input = CaseInput(
      messages: [.user(text)],
      tools: [ToolFixture(name: "lookup_order", parameters: ["order_id": "8812"], replies: replies)])
    return evalCase
  }

  /// The text of a message before and after `order_id: 8812 → 9120`, `amount: 240.00 → 310`, `name: Anna Weber → Jörg`.
  static let texts: [(String, String)] = [
    ("please refund order 8812 to my card.", "please refund order 9120 to my card."),
    ("8812", "9120"), ("(8812)", "(9120)"), ("8812, 8812; 8812!", "9120, 9120; 9120!"),
    ("order #8812's state", "order #8812's state"),
    ("18812 88120 8812a INC-8812 8812-1", "18812 88120 8812a INC-8812 8812-1"),
    ("8812.50 1,8812", "8812.50 1,8812"), ("240 EUR, 240.00 EUR, 240.000", "310 EUR, 310.00 EUR, 310.000"),
    ("240,00", "240,00"), ("I am Anna Weber.", "I am Jörg."),
    ("Anna Weberson, Anna  Weber", "Anna Weberson, Anna  Weber"),
    ("8812\u{301}", "8812\u{301}"), ("طلب 8812 من", "طلب 9120 من"), ("8812\r\n8812", "9120\r\n9120"), ("", ""),
  ]

  @Test(arguments: texts) func aTextChangesWhereTheWholeValueStands(before: String, after: String) {
    let evalCase = Self.refund(
      before, [ToolReply(arguments: ["order_id": 8812], result: ["name": "Anna Weber", "amount": 240.0])])
    let setting = ValueSetting(["order_id": 9120, "amount": 310, "name": "Jörg"], in: evalCase)
    #expect(setting.unknown == [] && setting.ambiguous == [])
    #expect(setting.applied(to: evalCase.input).messages.map(\.text) == [after])
  }

  @Test func membersChangeByNameAtAnyDepthAndOthersByValue() {
    let reply = ToolReply(
      arguments: ["order_id": 8812],
      result: [
        "order": ["order_id": "8812", "total": 8812.0, "note": "order 8812", "lines": [["order_id": 1], 8812]],
        "count": 1,
      ])
    let result = ValueSetting(["order_id": 9120], in: Self.refund("x", [reply]))
      .applied(to: Self.refund("x", [reply]).input).tools[0]
    #expect(result.replies[0].arguments == ["order_id": 9120])
    #expect(
      result.replies[0].result == [
        "order": ["order_id": "9120", "total": 9120, "note": "order 9120", "lines": [["order_id": 9120], 9120]],
        "count": 1,
      ], "text stays text; 1 stood under the name and is too short to mean anything elsewhere")
    #expect(result.parameters == ["order_id": "8812"] && result.name == "lookup_order")
  }

  @Test func whereTheInputNamesNothingTheExhibitsDo() {
    var evalCase = Self.refund("Refund the 240 EUR.", [ToolReply(result: ["total": 240.0])])
    evalCase.knownBad = [
      Exhibit(
        from: "incident",
        transcript: Transcript(messages: [
          .assistant(AssistantTurn(toolCalls: [ToolCall(name: "issue_refund", arguments: ["amount": 240.0])]))
        ]))
    ]
    let setting = ValueSetting(["amount": 310.5], in: evalCase)
    #expect(setting.old == ["amount": [240.0]])
    let result = setting.applied(to: evalCase.input)
    #expect(result.messages.map(\.text) == ["Refund the 310.5 EUR."])
    #expect(result.tools[0].replies[0].result == ["total": 310.5])
  }

  @Test func unknownAndAmbiguousNamesAreTold() {
    let evalCase = Self.refund("x", [ToolReply(arguments: ["order_id": 8812, "refund_id": 8812], result: [:])])
    #expect(ValueSetting(["orderid": 1], in: evalCase).unknown == ["orderid"])
    #expect(ValueSetting(["order_id": 1, "refund_id": 2], in: evalCase).ambiguous == ["order_id", "refund_id"])
    #expect(ValueSetting(["order_id": 1, "refund_id": 1], in: evalCase).ambiguous == [])
  }

  @Test func toolCallsAndResultsOfTheConversationChangeToo() {
    var evalCase = Sample.evalCase("a")
    evalCase.input.messages = [
      .user("8812?"),
      .assistant(AssistantTurn(content: "8812.", toolCalls: [ToolCall(name: "look", arguments: ["order_id": 8812])])),
      .tool(ToolResult(name: "look", result: ["order_id": 8812])), .tool(ToolResult(name: "look", error: "no 8812")),
    ]
    let result = ValueSetting(["order_id": 9120], in: evalCase).applied(to: evalCase.input)
    #expect(
      result.messages == [
        .user("9120?"),
        .assistant(AssistantTurn(content: "9120.", toolCalls: [ToolCall(name: "look", arguments: ["order_id": 9120])])),
        .tool(ToolResult(name: "look", result: ["order_id": 9120])), .tool(ToolResult(name: "look", error: "no 9120")),
      ])
  }

  @Test(arguments: [
    ("abcab", ["ab": "x", "abc": "y"], "yx"), ("aaa", ["a": "aa"], "aaaaaa"), ("e\u{301}e", ["e": "x"], "x\u{301}x"),
    ("é", ["e": "x"], "é"), ("a\r\nb", ["\r\n": " "], "a b"), ("a", ["": "x"], "a"),
    ("ab", ["a": "b", "b": "a"], "ba"),
  ])
  func replacementIsOnePassLongestFirst(text: String, pairs: [String: String], expected: String) {
    let result = TextReplacement(pairs).applied(to: text)
    #expect(Array(result.unicodeScalars) == Array(expected.unicodeScalars))
  }

  @Test(arguments: [
    ("order FO-48812, 240.00 EUR.", ["order", "FO-48812", "240.00", "EUR"]),
    ("a@b.example can't order_id", ["a@b.example", "can't", "order_id"]),
    ("--a-- .5.", ["a", "5"]), ("e\u{301}a", ["e\u{301}a"]), ("", []), ("…", []), ("日本 語", ["日本", "語"]),
  ])
  func wordsAreWhole(text: String, words: [String]) {
    let scalars = Array(text.unicodeScalars)
    #expect(WordScanner.words(scalars).map { String(String.UnicodeScalarView(scalars[$0])) } == words)
  }
}
