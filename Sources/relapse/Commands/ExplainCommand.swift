import Authoring
import EvalSchema
import Reporting

/// `relapse explain`: what a code means and what to do about it.
enum ExplainCommand {
  static let spec = CommandSpec(
    name: "explain", summary: "Say what a reason or diagnostic code means; without one, list the codes.",
    arguments: [.init(name: "CODE", isOptional: true)],
    examples: [("relapse explain n-cannot-decide", "what it is and what to do")],
    run: { try run($0, $1) })

  /// Every page by its code: reasons of verdicts and findings, and the rules of the lint.
  private static var pages: [String: String] {
    var pages = Explanation.pages
    for rule in Linter.rules where pages[rule.code] == nil { pages[rule.code] = rule.reason }
    return pages
  }

  private static func run(_ invocation: Invocation, _ world: World) throws -> ExitStatus {
    let pages = pages
    guard let code = invocation.arguments.first else {
      for code in pages.keys.sorted() { world.print(code + "\n") }
      return .pass
    }
    guard let page = pages[code] else {
      let near = NearestName.of(code, in: pages.keys.sorted()).map { "; did you mean `\($0)`?" } ?? ""
      throw UsageError("there is no code \"\(code)\"\(near)", hint: "relapse explain lists the codes")
    }
    world.print("\(code)\n\n\(page)\n")
    return .pass
  }
}
