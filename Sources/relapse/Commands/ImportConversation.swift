import Authoring
import EvalSchema

/// The dialogue about one postmortem on a terminal: shows questions, reads lines, decides nothing.
///
/// Everything shown is foreign text and goes through `Rendering`, which lets no control character through.
struct ImportConversation {
  private let world: World
  private let rendering: Rendering
  /// Runs the graders of a document's cases, and looks for cases that are much like them.
  private let prove: (ImportedDocument) async -> ImportedDocument

  /// Most lines of one proposal that are shown.
  static let mostLines = 12

  init(_ world: World, prove: @escaping (ImportedDocument) async -> ImportedDocument) {
    self.world = world
    rendering = Rendering(world)
    self.prove = prove
  }

  /// Whether a person is there to be asked.
  static func isPossible(_ invocation: Invocation, _ world: World, _ format: OutputFormat) -> Bool {
    format == .text && !invocation.has("no-input") && !invocation.has("dry-run") && !invocation.arguments.contains("-")
      && world.keyboard.isTerminal() && world.console.isTerminal(.output)
  }

  /// Asks until the document is to be written or left out.
  func run(_ dialogue: ImportDialogue) async -> ImportDialogue.Outcome {
    var dialogue = dialogue
    rendering.heading("\(dialogue.document.file): something must be said by you")
    while true {
      switch dialogue.next {
      case .done(let outcome): return outcome
      case .prove(let document): dialogue.proven(await prove(document))
      case .ask(let question):
        show(question)
        var line = read("> ")
        dialogue.answer(line)
        // A line that ends with a backslash goes on; the question is the same until the last one.
        while line?.hasSuffix("\\") == true, dialogue.next == .ask(question) {
          line = read(". ")
          dialogue.answer(line)
        }
      }
    }
  }

  private func read(_ prompt: String) -> String? {
    world.print(prompt)
    guard let line = world.keyboard.line() else {
      world.print("\n")
      return nil
    }
    return line
  }

  private func show(_ question: ImportQuestion) {
    rendering.line("")
    lines(question.note, indent: "  ")
    if question.kind != .writing { title(question) }
    for detail in question.details { rendering.line("  " + detail) }
    for (index, choice) in question.choices.enumerated() { show(choice, number: index + 1) }
    if question.kind == .writing {
      title(question)
      rendering.line("  y: write it, n: leave it out, b: ask again, q: stop and keep a draft")
      return
    }
    var ways: [String] = []
    if !question.choices.isEmpty { ways.append("a number") }
    if question.takesText { ways += ["your own words", "\"lines 31-38\" of the document"] }
    let way = ways.isEmpty ? "" : ways.joined(separator: ", ") + "; "
    rendering.line("  \(way)empty: \(question.onEmpty); q: stop and keep a draft")
  }

  private func title(_ question: ImportQuestion) {
    rendering.line(question.caseID.map { "\($0): \(question.title)" } ?? question.title)
  }

  private func show(_ choice: ImportQuestion.Choice, number: Int) {
    let by = choice.proposedBy.map { " (proposed-by: \($0))" } ?? ""
    guard let range = choice.lines else { return rendering.line("  \(number)) \(choice.text)\(by)") }
    let place = range.first == range.last ? "line \(range.first)" : "lines \(range.first)-\(range.last)"
    rendering.line("  \(number)) \(place)\(by)")
    let all = choice.text.split(separator: "\n", omittingEmptySubsequences: false)
    for line in all.prefix(Self.mostLines) { rendering.line("     | \(line)") }
    if all.count > Self.mostLines { rendering.line("     | … \((all.count - Self.mostLines).counted("more line"))") }
  }

  private func lines(_ text: String?, indent: String) {
    for line in (text ?? "").split(separator: "\n") { rendering.line("\(indent)! \(line)") }
  }
}

extension ImportQuestion {
  /// Whether the answer may be a text of several lines, or lines of the document.
  var takesText: Bool { [.input, .knownBad, .expected, .knownGood].contains(kind) }
}
