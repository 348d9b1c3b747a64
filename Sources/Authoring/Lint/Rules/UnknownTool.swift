import EvalSchema

/// A grader speaks of tools that exist.
enum UnknownTool {
  static let rule = LintRule.evalCase(
    .warning, "unknown-tool",
    because:
      "A misspelled tool in \"must not be called\" forbids nothing, and one in \"must be called\" fails every trial."
  ) { loaded, _ in
    let evalCase = loaded.caseFile.evalCase
    let exhibits = (evalCase.knownBad + evalCase.knownGood).flatMap { $0.transcript.toolCalls.map(\.call.name) }
    let names = evalCase.input.tools.map(\.name) + exhibits
    guard !names.isEmpty else { return [] }
    return evalCase.expected.graders.enumerated().flatMap { index, grader in
      GraderLogic.tools(of: grader, at: ["expected", "graders", "\(index)"]).filter { !names.contains($0.name) }.map {
        let nearest = NearestName.of($0.name, in: names).map { ": did you mean `\($0)`?" } ?? ""
        return .warning(
          "unknown-tool", "neither the input nor an exhibit has a tool \"\(ShapeChecker.clipped($0.name))\"\(nearest)",
          at: loaded.place(of: $0.path))
      }
    }
  }
}
