import EvalSchema

/// Citations are checked against documents.
enum CitesWithoutDocuments {
  static let rule = LintRule.evalCase(
    .error, "cites-without-documents",
    because: "Without documents or stated sources no citation is allowed or forbidden by anything."
  ) { loaded, _ in
    let evalCase = loaded.caseFile.evalCase
    guard evalCase.input.documents.isEmpty else { return [] }
    return evalCase.expected.graders.enumerated().flatMap { index, grader in
      missing(in: grader, at: ["expected", "graders", "\(index)"]).map { path, what in
        .error(
          "cites-without-documents", "\(what), and the case has no documents", at: loaded.place(of: path),
          hint: "add `documents` to the input, or `sources` here")
      }
    }
  }

  private static func missing(in grader: GraderSpec, at path: [String]) -> [(path: [String], what: String)] {
    switch grader {
    case .citesOnly(let spec):
      let path = path + ["cites_only"]
      if spec.quotesVerbatim { return [(path, "quotations are compared with the case's documents")] }
      return spec.sources == nil ? [(path, "the allowed sources are the case's documents")] : []
    case .not(let inner): return missing(in: inner, at: path + ["not"])
    case .all(let graders), .any(let graders):
      return graders.enumerated().flatMap { missing(in: $1, at: path + [grader.kind.rawValue, "\($0)"]) }
    default: return []
    }
  }
}
