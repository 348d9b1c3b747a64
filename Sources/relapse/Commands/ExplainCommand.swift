import Adapters
import Authoring
import EvalSchema
import Gating
import Graders
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
    let rooms = [
      FindingCodes.all, AdapterCodes.all, GraderCodes.all, WarningCodes.all, ComparisonCodes.all, TrafficCodes.all,
      WatchCodes.all, door,
    ]
    for (code, explanation) in rooms.joined() where pages[code] == nil {
      pages[code] = "\(code)\n\n\(explanation)\n"
    }
    return pages
  }

  /// The codes of the commands themselves.
  private static let door: [(code: String, explanation: String)] = [
    ("demo", "The demo could not make or keep its copy of the evalset or its reports; the message says where."),
    (
      "judge-unanswered",
      "A judge was being measured, or trials were graded again, and it did not answer every question. Nothing is written: what is "
        + "missing may be missing for a reason that has to do with the transcript. A judge that accepts nothing for as long as one "
        + "request may be tried, 6 minutes with the defaults, is asked nothing any more."
    ),
    ("fault", "Something happened that must not happen. Please report it with the command line and the message."),
    (
      "output-lost",
      "Standard output could not be written, a full disk for example; the files of the run are not concerned."
    ),
    ("usage", "The command line does not fit the command; `relapse help COMMAND` shows what it takes."),
  ]

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
