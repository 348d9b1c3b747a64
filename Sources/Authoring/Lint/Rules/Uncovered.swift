import EvalSchema

/// Every closed incident has a case, or a reason why not.
enum Uncovered {
  static let rule = LintRule.evalset(
    .warning, "uncovered",
    because: "A closed incident without a case may ship again unnoticed. For S1 it is an error."
  ) { loaded, _ in
    let covered = Set(
      loaded.cases.map { one in
        let path = one.caseFile.evalCase.incident.postmortem
        return EvalsetFolder.normalized(path) ?? path
      })
    return loaded.postmortems.compactMap { postmortem in
      guard !covered.contains(postmortem.file), postmortem.noCaseReason == nil, postmortem.isClosed != false,
        isPostmortem(postmortem.file), !loaded.unread.mayCover(postmortem.file)
      else { return nil }
      return Diagnostic(
        postmortem.severity == .s1 ? .error : .warning, "uncovered", "no case was made of \"\(postmortem.file)\"",
        at: Place(file: postmortem.shownPath),
        hint: "relapse import \(postmortem.shownPath) --into \(loaded.evalset.path); or state `no_case: REASON` in its "
          + "front matter")
    }
  }

  /// Whether a file among the postmortems is one, by its name.
  static func isPostmortem(_ file: String) -> Bool {
    let name = file.split(separator: "/").last.map { $0.lowercased() } ?? file
    return !name.hasPrefix("readme") && !name.hasPrefix("template") && !name.hasPrefix("_")
  }
}
