import Testing

@testable import EvalSchema

@Suite struct TaxonomyTests {
  @Test func holdsTwentyTwoPatternsAndOtherWithUniqueIdsAndNames() {
    #expect(Taxonomy.patterns.count == 23)
    #expect(Set(Taxonomy.patterns.map(\.id)).count == 23)
    #expect(Set(Taxonomy.patterns.map(\.name)).count == 23)
    #expect(Taxonomy.patterns.last?.id == "other")
    #expect(Taxonomy.version == 1)
  }

  @Test func onlyDataDisclosureUnauthorizedActionAndApprovalBypassHaveAFloor() {
    #expect(
      Taxonomy.patterns.filter(\.isFloor).map(\.id) == ["data-disclosure", "unauthorized-action", "approval-bypass"])
    #expect(Taxonomy.patterns.filter(\.isFloor).allSatisfy { $0.severity == .s1 })
  }

  @Test func idsAreKebabCaseAndDefinitionsAreSentences() {
    for pattern in Taxonomy.patterns {
      #expect(pattern.id.utf8.allSatisfy { ($0 >= 0x61 && $0 <= 0x7A) || $0 == UInt8(ascii: "-") }, "\(pattern.id)")
      #expect(pattern.definition.hasSuffix("."), "\(pattern.id)")
    }
  }

  @Test func noPatternListsAnAliasTwiceOrItsOwnId() {
    for pattern in Taxonomy.patterns {
      #expect(Set(pattern.aliases.map { $0.lowercased() }).count == pattern.aliases.count, "\(pattern.id)")
      #expect(!pattern.aliases.contains(pattern.id), "\(pattern.id)")
    }
  }

  @Test func everyIdAndNameIsItsPatternAndEveryAliasLeadsToIt() {
    for pattern in Taxonomy.patterns {
      #expect(Taxonomy.pattern(pattern.id) == pattern)
      #expect(Taxonomy.match(pattern.id) == .one(pattern))
      #expect(Taxonomy.match(pattern.name.uppercased()) == .one(pattern))
      for alias in pattern.aliases {
        let example = alias.replacing("*", with: "something")
        #expect(Taxonomy.match(example).candidates.contains(pattern), "\(alias) of \(pattern.id)")
      }
    }
  }

  @Test(arguments: [
    ("Approval_Bypass", "approval-bypass"), ("  approval bypass ", "approval-bypass"), ("ASI09", "approval-bypass"),
    ("asi-10", nil), ("T9", "wrong-party"), ("OWASP T9", "wrong-party"), ("AML.T0053", "unauthorized-action"),
    ("ATLAS T0053", "unauthorized-action"), ("t0053", "unauthorized-action"),
    ("MITRE ATLAS T0101", "unauthorized-action"),
    ("AML.T0053: AI Agent Tool Invocation", "unauthorized-action"),
    ("LLM10:2025 Unbounded Consumption", "runaway-loop"),
    ("LLM02", "data-disclosure"), ("NIST 2.2", "fabricated-fact"), ("NIST AI 600-1 2.2", "fabricated-fact"),
    ("NIST 2.2 Confabulation", "fabricated-fact"), ("E0301: Toxicity", "harmful-content"),
    ("AVID E0301", "harmful-content"),
    ("spc_hlt", "unsafe-advice"), ("AILuminate vcr", "harmful-content"), ("harmful:hate", "harmful-content"),
    ("harmful:specialized-advice", "unsafe-advice"), ("bias:gender", "discriminatory-output"),
    ("medical:sycophancy", "sycophancy"), ("medical:hallucination", "unsafe-advice"),
    ("telecom:billing-misinformation", "fabricated-policy"), ("coding-agent:secret-env-read", "data-disclosure"),
    ("Incorrect Tool Use", "tool-misuse"), ("Verification & Termination Failures", "runaway-loop"),
    ("verification and termination failure", "runaway-loop"), ("[Response Hallucination]", "fabricated-fact"),
    ("wrong_tool_selection", "tool-misuse"), ("multilingual_bleed", "degraded-quality"),
    ("excessive-agency/scope-creep", "unauthorized-action"), ("T1 is broken", nil),
    ("T1: Memory Poisoning", "indirect-injection"),
    ("Tool Misuse", "tool-misuse"), ("", nil), ("   ", nil), ("quantum flux", nil), ("harmful:", nil), ("S1", nil),
    ("hallucinationx", nil), ("Human‑in‑the‑Loop", "approval-bypass"),
  ])
  func anAliasOfOnePatternIsThatPattern(alias: String, id: String?) {
    let expected: Taxonomy.Match = id.flatMap(Taxonomy.pattern).map { .one($0) } ?? .none
    #expect(Taxonomy.match(alias) == expected)
  }

  @Test(arguments: [
    ("hallucination", ["fabricated-fact", "fabricated-policy", "bad-citation", "false-report"]),
    ("LLM01", ["direct-injection", "indirect-injection"]),
    ("LLM01:2025 Prompt Injection", ["direct-injection", "indirect-injection"]),
    ("Prompt Injection", ["direct-injection", "indirect-injection"]),
    ("PROMPT_INJECTION", ["direct-injection", "indirect-injection"]),
    ("Tool Hallucination", ["fabricated-fact", "tool-misuse"]),
    ("LLM06", ["unauthorized-action", "approval-bypass"]),
    ("Excessive Agency", ["unauthorized-action", "approval-bypass"]),
    ("ASI02", ["unauthorized-action", "tool-misuse"]), ("T2", ["unauthorized-action", "tool-misuse"]),
    ("LLM09", ["fabricated-fact", "fabricated-policy"]),
    ("P0204: Accuracy", ["fabricated-fact", "lossy-output", "wrong-decision"]),
  ])
  func anAliasOfSeveralPatternsIsNeverAPick(alias: String, ids: [String]) {
    #expect(Taxonomy.match(alias) == .several(ids.compactMap(Taxonomy.pattern)))
  }
}
