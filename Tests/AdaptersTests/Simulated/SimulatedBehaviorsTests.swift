import EvalSchema
import Testing

@testable import Adapters

@Suite struct SimulatedBehaviorsTests {
  private static func answer(_ name: String, weight: Double = 1, turns: Int = 1) -> SimulatedAnswer {
    SimulatedAnswer(name: name, weight: weight, turns: (0..<turns).map { AssistantTurn(content: "\($0)") })
  }

  private func codes(_ script: SimulatorScript, _ shares: [String: Double] = [:]) -> [String] {
    do throws(DiagnosticError) {
      _ = try SimulatedBehaviors(script, shares: shares, file: "b.yaml")
      return []
    } catch {
      return error.diagnostics.map(\.code)
    }
  }

  @Test(
    arguments: [
      ([:], [0.25, 0.75]),
      (["b/one": 0.1], [0.1, 0.9]),
      (["b/two": 1], [0, 1]),
      (["b/one": 0.4, "b/two": 0.6], [0.4, 0.6]),
    ] as [([String: Double], [Double])])
  func statedSharesComeFirstAndWeightsDivideTheRest(shares: [String: Double], expected: [Double]) throws {
    let script = SimulatorScript(behaviors: [
      SimulatedBehavior(name: "b", answers: [Self.answer("one", weight: 1), Self.answer("two", weight: 3)])
    ])
    let behavior = try #require(
      try SimulatedBehaviors(script, shares: shares, file: "b.yaml").behavior(for: [.user("x")]))
    #expect(behavior.answers.map(\.share) == expected)
  }

  @Test(
    arguments: [
      (["b/one": 0.7, "b/two": 0.7], ["simulator-share-sum"]),
      (["b/one": 0.3, "b/two": 0.3], ["simulator-share-sum"]),
      (["b/three": 0.5], ["simulator-share-unknown"]),
      (["one": 0.5, "b/two": 2], ["simulator-share-range", "simulator-share-unknown", "simulator-share-sum"]),
      (["b/one": -0.1], ["simulator-share-range"]),
      (["b/one": .nan], ["simulator-share-range"]),
    ] as [([String: Double], [String])])
  func oddSharesAreFound(shares: [String: Double], expected: [String]) {
    let script = SimulatorScript(behaviors: [
      SimulatedBehavior(name: "b", answers: [Self.answer("one"), Self.answer("two")])
    ])
    #expect(Set(codes(script, shares)) == Set(expected))
  }

  @Test func oddScriptsAreFoundAllAtOnce() {
    let script = SimulatorScript(
      version: 2,
      behaviors: [
        SimulatedBehavior(name: "a", answers: []),
        SimulatedBehavior(name: "b", answers: [Self.answer("one", weight: 0)]),
        SimulatedBehavior(name: "c", answers: [Self.answer("one", weight: -1), Self.answer("two", turns: 0)]),
        SimulatedBehavior(name: "d", answers: [Self.answer("one"), Self.answer("one")]),
      ])
    #expect(
      Set(codes(script)) == [
        "simulator-version", "simulator-no-answers", "simulator-share-sum", "simulator-weight", "simulator-no-turns",
        "simulator-duplicate",
      ])
  }

  @Test(arguments: [(0, "one"), (0.2499, "one"), (0.25, "two"), (0.9999999999999999, "two")])
  func sharesLieSideBySide(point: Double, expected: String) throws {
    let script = SimulatorScript(behaviors: [
      SimulatedBehavior(
        name: "b", answers: [Self.answer("one"), Self.answer("two", weight: 3), Self.answer("never", weight: 0)])
    ])
    let behaviors = try SimulatedBehaviors(script, shares: [:], file: "b.yaml")
    #expect(behaviors.behavior(for: [])?.answer(at: point)?.name == expected)
  }

  @Test(
    arguments: [
      ([.user("my Refund of the ORDER")], "refund"),
      ([.user("refund"), .assistant(AssistantTurn(content: "of what?")), .user("the order")], "refund"),
      ([.system("refund order"), .user("hello")], nil),
      ([.user("refund")], nil),
      ([.user("schöne grüße")], "greeting"),
      ([.user("schone grusse")], nil),
      ([.user("grüß dich")], "greeting"),
      ([.user("order refund grüß")], "refund"),
    ] as [([Message], String?)])
  func theFirstBehaviorWhoseTextsAllOccurWins(messages: [Message], expected: String?) throws {
    let behaviors = try SimulatedBehaviors(SimulatorFixtures.script, shares: [:], file: "b.yaml")
    #expect(behaviors.behavior(for: messages)?.name == expected)
  }
}
