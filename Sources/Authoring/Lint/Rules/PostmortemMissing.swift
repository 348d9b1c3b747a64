import EvalSchema

/// The document that a case was made from stays with it.
enum PostmortemMissing {
  static let rule = LintRule.evalset(
    .error, "postmortem-missing",
    because: "A case without its postmortem cannot be traced: nobody can check why it is as it is."
  ) { loaded, _ in
    let files = Set(loaded.postmortems.map(\.file))
    return loaded.cases.compactMap { one in
      let path = one.caseFile.evalCase.incident.postmortem
      guard !files.contains(EvalsetFolder.normalized(path) ?? path) else { return nil }
      let nearest = NearestName.of(path, in: files.sorted()).map { ": did you mean `\($0)`?" } ?? ""
      return .error(
        "postmortem-missing", "there is no \"\(ShapeChecker.clipped(path))\" in the evalset\(nearest)",
        at: one.place("incident", "postmortem"), hint: "put the closed, redacted document there")
    }
  }
}
