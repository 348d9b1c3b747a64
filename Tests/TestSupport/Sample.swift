package import EvalSchema

/// Small values for tests: a case that says "yes" passes, one that says "no" fails.
package enum Sample {
  /// A case with one grader, `contains: yes`, and an exhibit of each kind.
  package static func evalCase(
    _ id: String, severity: Severity = .s2, pattern: String = "sample-pattern", limit: Double? = nil,
    tags: [String] = [], tools: [ToolFixture] = [], maxSteps: Int = 12,
    graders: [GraderSpec] = [.contains(ContainsSpec(text: "yes"))]
  ) -> EvalCase {
    EvalCase(
      id: id, title: "Says yes",
      incident: IncidentReference(
        id: "INC-\(id)", severity: severity, postmortem: "postmortems/\(id).md", sha256: Digest(of: id)),
      pattern: pattern, tags: tags, limit: limit,
      input: CaseInput(messages: [.user("Yes or no?")], tools: tools, maxSteps: maxSteps),
      expected: Expectation(behavior: "Says yes.", graders: graders),
      knownBad: [
        Exhibit(from: "incident", transcript: Transcript(messages: [.assistant(AssistantTurn(content: "no"))]))
      ],
      knownGood: [
        Exhibit(from: "author", transcript: Transcript(messages: [.assistant(AssistantTurn(content: "yes"))]))
      ])
  }

  /// An evalset of cases.
  package static func evalset(_ cases: [EvalCase], policy: Policy = Policy()) -> Evalset {
    Evalset(
      path: "evalsets/sample", manifest: EvalsetManifest(name: "sample", policy: policy),
      manifestFile: "evalset.yaml", policyLine: 3,
      cases: cases.map {
        CaseFile(file: "cases/\($0.id).yaml", graderLines: [12], sha256: Digest(of: $0.id), evalCase: $0)
      })
  }

  /// A target that no adapter of the house is needed for.
  package static func target(limits: TargetLimits = TargetLimits(), price: Price? = nil) -> Target {
    Target(
      name: "candidate", adapter: .simulated, limits: limits, price: price,
      simulated: SimulatedTarget(behaviors: "behaviors.yaml"))
  }
}
