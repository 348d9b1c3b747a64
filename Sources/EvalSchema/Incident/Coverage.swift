/// Which incidents, patterns and scenarios an evalset covers, and what its postmortems leave open.
///
/// The report of `relapse coverage --format json`.
package struct Coverage: Sendable, Hashable, Codable {
  /// What became of one incident.
  package enum State: String, Sendable, Hashable, Codable, CaseIterable {
    /// At least one case of it is judged.
    case covered
    /// Its only cases are retired.
    case retired
    /// It is closed and has neither a case nor a reason why not.
    case uncovered
    /// Its document says under `no_case` why there is none.
    case excused
    /// It is not closed, and needs no case yet.
    case open
  }

  /// One incident of the evalset.
  package struct Incident: Sendable, Hashable, Codable {
    /// Its id.
    package var id: String
    /// The path of its document, relative to the evalset.
    package var postmortem: String
    /// Its severity; nil when the document does not say it, which counts as S1.
    package var severity: Severity?
    /// What became of it.
    package var state: State
    /// The ids of its cases that are judged.
    package var cases: [String]
    /// The reason under `no_case`.
    package var noCase: String?

    /// Makes the value from its parts.
    package init(
      id: String, postmortem: String, severity: Severity?, state: State, cases: [String], noCase: String? = nil
    ) {
      self.id = id
      self.postmortem = postmortem
      self.severity = severity
      self.state = state
      self.cases = cases
      self.noCase = noCase
    }

    private enum CodingKeys: String, CodingKey {
      case id, postmortem, severity, state, cases
      case noCase = "no_case"
    }
  }

  /// The cases of one pattern, suite or scenario.
  package struct Group: Sendable, Hashable, Codable {
    /// Its id.
    package var id: String
    /// What it is about.
    package var title: String
    /// The ids of its cases.
    package var cases: [String]

    /// Makes the value from its parts.
    package init(id: String, title: String, cases: [String]) { (self.id, self.title, self.cases) = (id, title, cases) }
  }

  /// Something a postmortem promised and does not say to be done.
  package struct Action: Sendable, Hashable, Codable {
    /// The path of the document, relative to the evalset.
    package var postmortem: String
    /// The line of the document.
    package var line: Int
    /// What is to be done, on one line.
    package var text: String
    /// Who does it; nil when nobody is named.
    package var owner: String?
    /// Until when, as `2026-05-20`; nil when no day is named.
    package var due: String?

    /// Makes the value from its parts.
    package init(postmortem: String, line: Int, text: String, owner: String? = nil, due: String? = nil) {
      (self.postmortem, self.line, self.text, self.owner, self.due) = (postmortem, line, text, owner, due)
    }
  }

  /// What is not known of the run of one case's incident: each is a follow-up for logging.
  package struct EvidenceGap: Sendable, Hashable, Codable {
    /// The id of the case.
    package var evalCase: String
    /// The items of the evidence that are missing.
    package var items: [String]

    /// Makes the value from its parts.
    package init(evalCase: String, items: [String]) { (self.evalCase, self.items) = (evalCase, items) }

    private enum CodingKeys: String, CodingKey {
      case evalCase = "case"
      case items
    }
  }

  /// How many incidents of one severity are covered.
  package struct Share: Sendable, Hashable, Codable {
    /// The severity; S1 holds those of unknown severity, too.
    package var severity: Severity
    /// Closed incidents that need a case: covered, uncovered, or with retired cases only.
    package var incidents: Int
    /// Those that have one.
    package var covered: Int
    /// Closed incidents with a stated reason for no case; in neither of the other counts.
    package var excused: Int

    /// Makes the value from its parts.
    package init(severity: Severity, incidents: Int, covered: Int, excused: Int) {
      (self.severity, self.incidents, self.covered, self.excused) = (severity, incidents, covered, excused)
    }

    /// Covered by incidents, 0 to 1; nil when there is no incident, of which nothing can be asked.
    package var rate: Double? { incidents == 0 ? nil : Double(covered) / Double(incidents) }
  }

  /// The name of the evalset.
  package var evalset: String
  /// The shares by severity, the gravest first.
  package var shares: [Share]
  /// Every incident, uncovered ones first, each kind by severity and id.
  package var incidents: [Incident]
  /// Every pattern that has a case, in the order of the taxonomy.
  package var patterns: [Group]
  /// The four scenarios that every release of an assistant needs tests for.
  package var scenarios: [Group]
  /// The suites.
  package var suites: [Group]
  /// What postmortems leave to do, by document and line.
  package var actions: [Action]
  /// What is not known of incidents' runs, by case.
  package var evidence: [EvidenceGap]

  /// Makes the value from its parts.
  package init(
    evalset: String, shares: [Share], incidents: [Incident], patterns: [Group], scenarios: [Group], suites: [Group],
    actions: [Action], evidence: [EvidenceGap]
  ) {
    self.evalset = evalset
    self.shares = shares
    self.incidents = incidents
    self.patterns = patterns
    self.scenarios = scenarios
    self.suites = suites
    self.actions = actions
    self.evidence = evidence
  }

  /// The share of one severity.
  package func share(of severity: Severity) -> Share {
    shares.first { $0.severity == severity } ?? Share(severity: severity, incidents: 0, covered: 0, excused: 0)
  }

  /// The patterns with one case only: one instance of a class is tested.
  package var singles: [Group] { patterns.filter { $0.cases.count == 1 } }
}
