import TestSupport
import Testing

@testable import EvalSchema

@Suite struct VariantRotationTests {
  private func varied(_ variants: [CaseVariant], _ input: CaseInput? = nil) -> EvalCase {
    var evalCase = Sample.evalCase("a")
    if let input { evalCase.input = input }
    evalCase.variants = variants
    return evalCase
  }

  @Test(arguments: [0, 1, 2, 3, 7, 49]) func everyPrefixIsBalanced(count: Int) {
    let evalCase = varied((0..<count).map { CaseVariant(name: "v\($0)", messages: [.user("\($0)")]) })
    let rotation = VariantRotation(evalCase)
    #expect(rotation.names == evalCase.variantNames && rotation.inputs.count == count + 1)
    var counts: [String: Int] = Dictionary(uniqueKeysWithValues: rotation.names.map { ($0, 0) })
    for trial in 0..<500 {
      counts[rotation.name(ofTrial: trial), default: 0] += 1
      #expect((counts.values.max() ?? 0) - (counts.values.min() ?? 0) <= 1)
      #expect(rotation.input(ofTrial: trial) == rotation.inputs[trial % (count + 1)])
    }
    #expect(rotation.name(ofTrial: 0) == "base" && rotation.input(ofTrial: 0) == evalCase.input)
  }

  @Test func partsApplyInTheirOrder() {
    let input = CaseInput(
      messages: [.system("Rules."), .user("Order 8812, please.")],
      documents: [ContextDocument(id: "order-8812", title: "Order 8812", text: "8812 was sent.")],
      tools: [
        ToolFixture(name: "look", replies: [ToolReply(arguments: ["order_id": 8812], result: ["order_id": 8812])])
      ])
    let variant = CaseVariant(
      name: "all", messages: [.system("Rules."), .user("Order 8812, quick!")], set: ["order_id": 9120],
      replace: ["quick": "now", "9120": "9121"],
      prepend: AddedMessages(messages: [.user("Order 8812 quick")]), append: AddedMessages(messages: [.user("8812?")]))
    let result = varied([variant], input).input(of: variant)
    #expect(
      result.messages.map(\.text) == ["Rules.", "Order 8812 quick", "Order 9121, now!", "8812?"],
      "set, then replace, then what is put around it, which nothing changes")
    #expect(result.documents == [ContextDocument(id: "order-8812", title: "Order 9121", text: "9121 was sent.")])
    #expect(result.tools[0].replies == [ToolReply(arguments: ["order_id": 9120], result: ["order_id": 9120])])
  }

  @Test func documentsTakeThePlaceOfTheCases() {
    let variant = CaseVariant(name: "d", documents: [ContextDocument(id: "x", text: "t")])
    #expect(varied([variant]).input(of: variant).documents.map(\.id) == ["x"])
    #expect(varied([variant]).input(of: variant).messages == Sample.evalCase("a").input.messages)
  }
}
