import EvalSchema

/// The document is the one that the case was made from.
enum PostmortemChanged {
  static let rule = LintRule.evalset(
    .error, "postmortem-changed",
    because: "Postmortems are read, never edited: after a change the case may no longer be what the incident was."
  ) { loaded, _ in
    loaded.cases.compactMap { one in
      let incident = one.caseFile.evalCase.incident
      let path = EvalsetFolder.normalized(incident.postmortem) ?? incident.postmortem
      guard let postmortem = loaded.postmortems.first(where: { $0.file == path }), postmortem.sha256 != incident.sha256
      else { return nil }
      return .error(
        "postmortem-changed",
        "\"\(path)\" is not the document that the case was made from (\(postmortem.sha256.short)…)",
        at: one.place("incident", "sha256"),
        hint: "restore the document; or read it again, correct the case, and write sha256: \(postmortem.sha256)")
    }
  }
}
