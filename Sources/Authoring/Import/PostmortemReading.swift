import EvalSchema

/// What was read from one postmortem, whatever its notation, before the gates decide.
///
/// Markdown and records end here: gates, facts and cases know no notation.
struct PostmortemReading: Sendable, Hashable {
  /// A part that was not filled in.
  struct Gap: Sendable, Hashable {
    /// Its line.
    var line: Int
    /// What stands there.
    var text: String
  }

  /// The title as it stands; "" without one.
  var heading: String
  /// What the document says about itself.
  var metadata: PostmortemMetadata
  /// Input, bad output and expected behavior, and where they may stand.
  var found: TripleFinder
  /// The cases that its author wrote out.
  var blocks: [EvalCaseBlock]
  /// What is wrong with the blocks and the front matter.
  var problems: [Diagnostic]
  /// What makes it weak evidence.
  var weaknesses: [Diagnostic]
  /// The parts that were not filled in; empty for a document that is filled in.
  var unfilled: [Gap]
  /// Where it breaks off; nil when it does not.
  var brokenOff: Int?
  /// Whether its prose tells of a model that said or did something.
  var tellsOfModel: Bool
  /// The lines of the file.
  var source: SourceLines
  /// The name of the file from which an id is made when the document states none.
  var fileName: String
}

extension PostmortemReading {
  /// Reads a Markdown document.
  ///
  /// - Parameter file: The path for places.
  init(_ document: MarkdownDocument, file: String) {
    var problems: [Diagnostic] = []
    let frontMatter = PostmortemReading.frontMatter(of: document, file: file, &problems)
    metadata = PostmortemMetadata(document, frontMatter: frontMatter)
    found = TripleFinder(document)
    let (blocks, found) = EvalCaseBlock.all(in: document, frontMatter: frontMatter, file: file)
    self.blocks = blocks
    self.problems = problems + found
    heading = IncidentFacts.plainTitle(of: document)
    weaknesses = PostmortemLint(file: file).findings(document)
    unfilled = TemplateGate(document, metadata: metadata).gaps
    brokenOff = TruncationGate(document, fields: self.found.seen).line
    tellsOfModel = ModelBehavior.isTold(in: document)
    source = document.source
    fileName = file
  }

  private static func frontMatter(
    of document: MarkdownDocument, file: String, _ problems: inout [Diagnostic]
  ) -> Node? {
    guard let matter = document.frontMatter else { return nil }
    switch matter.notation {
    case .yaml:
      let (node, diagnostics) = YAMLReader.read(matter.text, file: file, lineOffset: 1)
      problems += diagnostics
      return node
    case .toml:
      let (node, diagnostics) = TOMLReader.read(matter.text, file: file, lineOffset: 1)
      problems += diagnostics
      return node
    }
  }
}
