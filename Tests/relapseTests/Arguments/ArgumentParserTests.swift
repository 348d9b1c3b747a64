import EvalSchema
import Testing

@testable import relapse

@Suite struct ArgumentParserTests {
  static let spec = CommandSpec(
    name: "gate", summary: "Test.", arguments: [.init(name: "EVALSET"), .init(name: "MORE", isOptional: true)],
    options: [
      .init(name: "target", short: "t", value: "NAME", help: "h"),
      .init(name: "case", value: "ID", repeats: true, help: "h"),
      .init(name: "seed", value: "N", help: "h"), .init(name: "resume", help: "h"),
    ],
    run: { _, _ in .pass })

  func parse(_ words: String..., environment: [String: String] = [:]) throws -> Invocation {
    try ArgumentParser(spec: Self.spec).parse(words, environment: environment)
  }

  @Test func bothFormsOfAValueAreTheSame() throws {
    let spaced = try parse("set", "--target", "a", "--case", "x", "--case=y,z", "--resume")
    let joined = try parse("--target=a", "set", "--case=x", "--case", "y,z", "--resume")
    #expect(spaced.options == joined.options && spaced.arguments == ["set"])
    #expect(try spaced.values("case") == ["x", "y", "z"])
    #expect(spaced.has("resume") && !spaced.has("seed"))
  }

  @Test func everythingAfterTwoDashesIsAnArgument() throws {
    #expect(try parse("--", "--target", "-").arguments == ["--target", "-"])
  }

  @Test func theEnvironmentFillsWhatWasNotGiven() throws {
    let environment = ["RELAPSE_TARGET": "env", "RELAPSE_SEED": "", "RELAPSE_RESUME": "0"]
    let filled = try parse("set", environment: environment)
    #expect(filled.value("target") == "env" && filled.value("seed") == nil && !filled.has("resume"))
    #expect(try parse("set", "-t", "flag", environment: environment).value("target") == "flag")
  }

  @Test(arguments: [
    (["set", "--traget", "a"], "did you mean --target"), (["set", "--target"], "needs a value"),
    (["set", "--target", "a", "--target", "b"], "given twice"), (["set", "--resume=1"], "takes no value"),
    ([], "needs EVALSET"), (["a", "b", "c"], "does not take \"c\""), (["set", "--tar", "a"], "unknown option --tar"),
    (["set", "-x"], "unknown option -x"),
  ])
  func whatDoesNotFitIsAnError(_ words: [String], _ message: String) {
    let error = #expect(throws: UsageError.self) { try ArgumentParser(spec: Self.spec).parse(words, environment: [:]) }
    #expect(error?.message.contains(message) == true)
  }

  @Test(arguments: ["x", "-1", "1.5", "99999999999999999999"])
  func numbersOutsideTheirRangeAreErrors(_ text: String) throws {
    let invocation = try parse("set", "--seed=\(text)")
    #expect(throws: UsageError.self) { try invocation.integer("seed", in: 0...10) }
  }

  @Test func anEmptyValueIsAnError() {
    #expect(throws: UsageError.self) { try parse("set", "--target", "") }
    #expect(throws: UsageError.self) { try parse("set", "--case=") }
  }

  @Test(arguments: [",", "a,,b"])
  func anEmptyValueNeverSelectsEverything(_ text: String) throws {
    let invocation = try parse("set", "--case=\(text)")
    #expect(throws: UsageError.self) { try invocation.values("case") }
  }

  @Test func helpNeedsNoArguments() throws {
    #expect(try parse("--help").has("help"))
  }
}
