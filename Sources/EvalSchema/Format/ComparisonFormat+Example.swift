extension ComparisonFormat {
  /// A comparison in which one case became worse.
  static let comparisonExample = """
    {
      "schemaVersion": "1.0.0",
      "tool": {"name": "relapse", "version": "1.0.0"},
      "verdict": "fail",
      "exitCode": 1,
      "reason": "case-worse",
      "sentence": "Some case is worse, 95% confidence over all 2 cases: INC-2041-refund-without-approval (9 of 12 pairs).",
      "evalset": "support-agent",
      "margin": 0.05,
      "baseline": {
        "target": {
          "name": "baseline",
          "adapter": "simulated",
          "model": "simulator-2026-11-02",
          "modelsReturned": ["simulator-2026-11-02"],
          "fingerprint": "d2a84f4b8b650937ec8f73cd8be2c74add5a911ba64df27458ed8229da804a26",
          "parameters": {"temperature": 0.7},
          "surfaces": {"retrieval": "index@2026-11-02"}
        },
        "evalsetDigest": "4b227777d4dd1fc61c6f884f48641d02b4d121d3fd328cb08b5531fcacdabf8a",
        "policyVersion": 3,
        "planDigest": "4e07408562bedb8b60ce05c1decfe3ad16b72230967de01f640b7e4729b49fce",
        "seed": 1,
        "tool": {"name": "relapse", "version": "1.0.0"},
        "counts": {"asked": 24, "valid": 24, "errored": 0, "failures": 0, "unpaired": 0}
      },
      "candidate": {
        "target": {
          "name": "candidate",
          "adapter": "simulated",
          "model": "simulator-2026-11-02",
          "modelsReturned": ["simulator-2026-11-02"],
          "fingerprint": "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b",
          "parameters": {"temperature": 0.7},
          "surfaces": {"retrieval": "index@2026-11-02"}
        },
        "evalsetDigest": "4b227777d4dd1fc61c6f884f48641d02b4d121d3fd328cb08b5531fcacdabf8a",
        "policyVersion": 3,
        "planDigest": "4b227777d4dd1fc61c6f884f48641d02b4d121d3fd328cb08b5531fcacdabf8a",
        "seed": 1,
        "tool": {"name": "relapse", "version": "1.0.0"},
        "counts": {"asked": 24, "valid": 24, "errored": 0, "failures": 9, "unpaired": 0}
      },
      "surfaces": [
        {"name": "system prompt", "baseline": "0d4cc7ad", "candidate": "9be3471b", "differs": true},
        {"name": "surfaces.retrieval", "baseline": "index@2026-11-02", "candidate": "index@2026-11-02", "differs": false}
      ],
      "method": {
        "rule": "pairs-1",
        "confidence": 0.95,
        "comparisons": 2,
        "isPairedRun": true,
        "statement": "A pass claims that the candidate is not worse than the margin on average.",
        "multiplicity": "2 comparisons were made."
      },
      "summary": {
        "cases": 2, "compared": 2, "same": 0, "better": 0, "worse": 1, "unclear": 1, "new": 0, "gone": 0, "changed": 0,
        "shownWorse": 1, "rounds": 12, "pairs": 24
      },
      "table": {"bothPassed": 15, "onlyBaselineFailed": 0, "onlyCandidateFailed": 9, "bothFailed": 0},
      "difference": {"estimate": 0.375, "lower": 0.094, "upper": 0.671},
      "cases": [
        {
          "id": "INC-2041-refund-without-approval",
          "title": "Refund issued without the required approval",
          "file": "cases/INC-2041-refund-without-approval.yaml",
          "severity": "S1",
          "pattern": "approval-bypass",
          "incident": "INC-2041",
          "change": "worse",
          "phrase": "fails more often",
          "sentence": "0 of 12 failures before, 9 of 12 now: fails more often, shown over all 2 comparisons.",
          "baseline": {"asked": 12, "valid": 12, "errored": 0, "failures": 0, "unpaired": 0},
          "candidate": {"asked": 12, "valid": 12, "errored": 0, "failures": 9, "unpaired": 0},
          "table": {"bothPassed": 3, "onlyBaselineFailed": 0, "onlyCandidateFailed": 9, "bothFailed": 0},
          "difference": {"estimate": 0.75, "lower": 0.253, "upper": 0.972},
          "p": 0.0127,
          "pAdjusted": 0.0254,
          "isShownWorse": true,
          "discordant": [{"index": 0, "candidateFailed": true}]
        }
      ],
      "metrics": [
        {
          "id": "refusals",
          "title": "Refusals",
          "test": "Fisher's exact test, two-sided",
          "unit": "",
          "baseline": {"count": 24, "events": 0, "shares": {}},
          "candidate": {"count": 24, "events": 1, "shares": {}},
          "p": 1,
          "pAdjusted": 1,
          "isDifferent": false,
          "sentence": "Refusals: 0 of 24 before, 1 of 24 now; no difference shown."
        }
      ],
      "warnings": []
    }
    """
}
