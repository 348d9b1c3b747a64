import EvalSchema

/// Tools and documents are told apart by their names.
enum DuplicateName {
  static let rule = LintRule.evalCase(
    .error, "duplicate-name", because: "The second of two tools or documents of one name would never be used."
  ) { loaded, _ in
    let input = loaded.caseFile.evalCase.input
    return repeats(input.tools.map(\.name)).map { index, name in
      .error(
        "duplicate-name", "a tool \"\(ShapeChecker.clipped(name))\" stands above already",
        at: loaded.place("input", "tools", "\(index)", "name"), hint: "put all replies under one of them")
    }
      + repeats(input.documents.map(\.id)).map { index, name in
        .error(
          "duplicate-name", "a document \"\(ShapeChecker.clipped(name))\" stands above already",
          at: loaded.place("input", "documents", "\(index)", "id"))
      }
  }

  private static func repeats(_ names: [String]) -> [(index: Int, name: String)] {
    names.enumerated().filter { names[..<$0.offset].contains($0.element) }.map { ($0.offset, $0.element) }
  }
}
