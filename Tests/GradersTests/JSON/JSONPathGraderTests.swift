import EvalSchema
import Testing

@testable import Graders

@Suite struct JSONPathGraderTests {
  private static let answer = """
    {"order": {"id": 8812, "total": 240.0, "items": [{"sku": "A-1"}, {"sku": "ä\u{301}"}], "note": null}}
    """

  @Test(
    arguments: [
      (JSONPathSpec(path: "$.order.id", equals: 8812), GradeResult.pass, "8812"),
      (JSONPathSpec(path: "$.order.total", equals: 240), .pass, "240.0"),
      (JSONPathSpec(path: "$.order.id", equals: "8812"), .fail, "8812"),
      (JSONPathSpec(path: "$.order.items[-1].sku", matches: "^ä"), .pass, "\"ä\u{301}\""),
      (JSONPathSpec(path: "$.order.items[0].sku", matches: "^B"), .fail, "\"A-1\""),
      (JSONPathSpec(path: "$.order.id", matches: "8"), .fail, "8812"),
      (JSONPathSpec(path: "$.order.total", minimum: 240), .pass, "240.0"),
      (JSONPathSpec(path: "$.order.total", minimum: 240.5), .fail, "240.0"),
      (JSONPathSpec(path: "$.order.total", maximum: 240), .pass, "240.0"),
      (JSONPathSpec(path: "$.order.total", maximum: 100), .fail, "240.0"),
      (JSONPathSpec(path: "$.order.note", maximum: 100), .fail, "null"),
      (JSONPathSpec(path: "$.order.note", exists: true), .pass, "null"),
      (JSONPathSpec(path: "$.order.note", exists: false), .fail, "null"),
      (JSONPathSpec(path: "$.order.refund", exists: true), .fail, nil),
      (JSONPathSpec(path: "$.order.refund", exists: false), .pass, nil),
      (JSONPathSpec(path: "$.order.items", equals: [["sku": "A-1"], ["sku": "ä\u{301}"]]), .pass, nil),
    ] as [(JSONPathSpec, GradeResult, String?)])
  func theValueAtThePathIsAsStated(spec: JSONPathSpec, result: GradeResult, found: String?) async {
    for transcript in [said(Self.answer), said("```json\n\(Self.answer)\n```\n")] {
      let grade = await judge(.jsonPath(spec), transcript)
      #expect(grade.result == result, "\(grade.reason)")
      if let found { #expect(text(at: grade.evidence, in: transcript) == found) }
    }
  }

  @Test(arguments: [
    "The total is 240.", "Sure! {\"order\": 1}", "{\"order\": {\"id\": 1, \"id\": 2}}", "{\"order\": 1e400}",
    "{\"order\": \"\\ud800\"}",
    String(repeating: "[", count: 100_000), "{\"order\": 1} {\"order\": 2}", "```json\n{}\n```\nDone.",
  ])
  func whatIsNoJSONFailsEvenWhenAbsenceIsWanted(text: String) async {
    for spec in [JSONPathSpec(path: "$.order", exists: true), JSONPathSpec(path: "$.order", exists: false)] {
      let grade = await judge(.jsonPath(spec), said(text))
      #expect(grade.result == .fail)
      #expect(grade.reason.hasPrefix("the final text is not JSON: "))
    }
  }

  @Test func onlyTheFinalTextIsRead() async {
    let spec = GraderSpec.jsonPath(JSONPathSpec(path: "$", equals: 1))
    #expect(await judge(spec, said("1", "2")).result == .fail)
    #expect(await judge(spec, said("2", "1")).result == .pass)
  }

  @Test func aLimitIsUngraded() async {
    let text = "\"" + String(repeating: "a", count: 5000) + "!\""
    #expect(await judge(.jsonPath(JSONPathSpec(path: "$", matches: "(a+)+$")), said(text)).result == .ungraded)
  }

  @Test func reasonsNameThePathAndBothValues() async {
    let grade = await judge(.jsonPath(JSONPathSpec(path: "$['order'].total", maximum: 100)), said(Self.answer))
    #expect(grade.reason == "$.order.total is 240, more than 100")
    let missing = await judge(.jsonPath(JSONPathSpec(path: "$.order.a.b", exists: true)), said(Self.answer))
    #expect(missing.reason == "$.order.a does not exist in the final text")
  }

  @Test(arguments: [
    (JSONPathSpec(path: "$.a"), "json-path-condition"),
    (JSONPathSpec(path: "$.a", equals: 1, exists: true), "json-path-condition"),
    (JSONPathSpec(path: "$.a", minimum: 1, maximum: 2), "json-path-condition"),
    (JSONPathSpec(path: "$..a", exists: true), "invalid-json-path"),
    (JSONPathSpec(path: "$.a", matches: "("), "invalid-pattern"),
  ])
  func whatIsStatedWronglyIsAFinding(spec: JSONPathSpec, code: String) {
    #expect(codes(.jsonPath(spec)) == [code])
  }
}
