/// Decides from the words of a postmortem whether its incident is over and its review done.
///
/// Incident and review are two things; when several statuses stand in a document the least closed one counts.
package struct StatusGate: Sendable, Hashable {
  /// How closed a status is, the least closed first.
  package enum Verdict: Int, Sendable, Hashable, Comparable, Codable {
    /// It says that something is still to be done, or that there was no incident.
    case notClosed
    /// It names a phase of the work on the incident and no end of it.
    case phase
    /// It says something else, or nothing that can be told.
    case unrelated
    /// The incident is over; the review is not said to be.
    case resolved
    /// The review is done.
    case closed

    /// Orders by how closed it is.
    package static func < (left: Verdict, right: Verdict) -> Bool { left.rawValue < right.rawValue }
  }

  /// What counts; nil without any status.
  package var verdict: Verdict?
  /// The status that decided, verbatim.
  package var value: String?
  /// Its line.
  package var line: Int?
  /// Whether statuses contradict one another.
  package var isContradictory: Bool

  /// Weighs all statuses of a document.
  init(_ statements: [PostmortemMetadata.Statement]) {
    let read = statements.map { (statement: $0, verdict: StatusGate.read($0.value)) }
    let least = read.min { $0.verdict < $1.verdict }
    verdict = least?.verdict
    value = least?.statement.value
    line = least?.statement.line
    isContradictory = Set(read.map(\.verdict)).count > 1
  }

  /// Reads one status.
  ///
  /// The first word that is known decides. A qualifier anywhere overrides downwards: "mitigated (requires testing)" is not
  /// closed, and neither is "resolved, pending review".
  package static func read(_ status: String) -> Verdict {
    let words = HeadingName(status).words
    if words.isEmpty { return .unrelated }
    let text = " " + words.joined(separator: " ") + " "
    if text.contains(" action items in progress ") { return .resolved }
    if downward.contains(where: { text.contains(" \($0) ") }) { return .notClosed }
    for length in [3, 2, 1] {
      let start = words.prefix(length).joined(separator: " ")
      guard words.count >= length, let verdict = table[start] else { continue }
      return verdict
    }
    if words.contains(where: { phases.contains($0) }) { return .phase }
    // "Incident resolved", "Postmortem: published": the noun before the state says what it is the state of.
    if let second = words.dropFirst().first,
      ["incident", "incidente", "postmortem", "issue", "review"].contains(words[0])
    {
      return table[second] ?? .unrelated
    }
    return .unrelated
  }

  /// Words that make any status not closed.
  private static let downward: [String] = [
    "requires", "require", "pending", "testing", "partial", "partially", "in progress", "todo", "awaiting", "until",
    "plan ready", "not closed", "not resolved", "not fixed", "unresolved", "unfixed", "ready for", "to be", "reopened",
    "needs", "draft",
  ]

  /// Words for a phase of the work: such a status says what the document is, not that it is done.
  private static let phases: Set<String> = ["analysis", "assessment", "review"]

  private static let table: [String: Verdict] = {
    var table: [String: Verdict] = [:]
    for (verdict, names) in values { for name in names { table[name] = verdict } }
    return table
  }()

  /// The values of each verdict, normalised.
  static let values: [(Verdict, [String])] = [
    (
      .closed,
      [
        "closed", "review completed", "reviewcompleted", "review complete", "completed", "complete", "published",
        "final",
        "finalized", "finalised", "done", "post mortem complete", "postmortem complete", "postmortem completed",
        "approved",
        "signed off", "cerrado", "cerrada", "retrospective completed", "retrospective complete",
        "retrospective published",
      ]
    ),
    (
      .resolved,
      [
        "resolved", "recovered", "corrected", "fixed", "mitigated and resolved", "mitigated resolved", "resuelto",
        "resuelta",
      ]
    ),
    (
      .notClosed,
      [
        "draft", "in review", "under review", "review requested", "open", "active", "live", "triage", "in triage",
        "investigating", "identified", "monitoring", "mitigated", "ongoing", "learning", "post incident", "stable",
        "started",
        "detected", "acknowledged", "preliminary", "alleged", "under investigation", "investigation", "declined",
        "merged",
        "canceled", "cancelled", "test", "tutorial", "activo", "activa", "abierto", "abierta", "en curso", "borrador",
        "triggered", "retrospective started", "to do", "backlog", "paused", "new", "wip", "work in progress",
        "contained", "reported", "not started", "example", "fixing",
      ]
    ),
    (.unrelated, ["confirmed", "factual"]),
  ]
}
