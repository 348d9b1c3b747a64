import Adapters
import Authoring
import EvalSchema
import Gating
import Reporting

/// `relapse explain`: what a code means and what to do about it.
enum ExplainCommand {
  static let spec = CommandSpec(
    name: "explain", summary: "Say what a reason or diagnostic code means; without one, list the codes.",
    arguments: [.init(name: "CODE", isOptional: true)],
    examples: [("relapse explain n-cannot-decide", "what it is and what to do")],
    run: { try run($0, $1) })

  /// Every page by its code: reasons of verdicts, and findings about files.
  private static var pages: [String: String] {
    var pages = Explanation.pages
    for (code, explanation) in FindingCodes.all + AdapterCodes.all + WarningCodes.all + ComparisonCodes.all
    where pages[code] == nil {
      pages[code] = "\(code)\n\n\(explanation)\n"
    }
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
    world.print(page)
    return .pass
  }
}
