import Testing

@testable import Authoring

@Suite struct TemplateGateTests {
  private func gate(_ text: String) -> TemplateGate {
    let document = MarkdownDocument(text)
    return TemplateGate(document, metadata: PostmortemMetadata(document, frontMatter: nil))
  }

  @Test(arguments: [
    // Nothing below the headings.
    "# Title (incident #)\n\n## Status\n\n## Summary\n\n## Impact\n\n## Timeline\n",
    // Guidance in italics, or as instructions and questions.
    "# P\n\n## Overview\n_Two lines at most._\n\n## What Happened\n_Tell it here._\n\n## Responders\n\n* _Who led?_\n",
    "# P\n\n## Summary\n\nSummarize in two lines what failed.\n\n## Cause\n\nWhat let it happen? Write it here.\n",
    // Fields without values, choices, placeholders.
    "# Template\n\n## 1) Summary\n- **Owner:**\n- Users:\n\n## Done\n\nreal text\n",
    "# A\n\n**Severity:** SEV1 / SEV2 / SEV3\n",
    "# A\n\n**Status:** Open / Resolved / Monitoring\n", "# A\n\n**Status**: {draft|final}\n",
    "# A\n\n**Date**: YYYY-MM-DD\n",
    "# A\n\n**Incident ID**: INC_XXX\n", "# A\n\n**Status**: {{ incident.status }}\n",
    "# A\n\n**Severity**: [SEV level]\n",
    "# {{ incident.title }}\n", "# A\n\n**Input**: [what the user sent]\n**Expected**: b\n**Actual**: c\n",
    "# A\n\n### Input\n\n<what the user sent>\n", "# Postmortem: [what went wrong]\n",
    "# A\n\n## Impact\n\n| | |\n|-|-|\n| Users | ?? |\n\n## Timeline\n\n| Time | Event |\n| - | - |\n",
  ])
  func templatesAreKnownForWhatTheyAre(_ text: String) {
    #expect(!gate(text).gaps.isEmpty)
  }

  @Test(arguments: [
    "# Refund\n\n**Status**: Closed\n\n## Summary\n\nThe agent refunded.\n\n## Impact\n\n## Timeline\n\n- 10:00 it did\n",
    "# A\n\n## Summary\n\nThe model wrote `[INSERT NAME]` and [DONE].\n\n## What were the root causes?\n\n1. The prompt.\n",
    "# A\n\n### Input\n\nhello [name], see <https://example.org>\n\n### Actual\n\n<b>Done</b>\n\n### Expected\n\nIt asks.\n",
    "# A\n\n**Input**: \"[DONE]\"\n**Expected**: b\n**Actual**: c\n", "# A\n\n**Severity**: High / user-facing\n",
    "# A\n\n**Date**: 2026-05-14 / 2026-05-15\n", "plain prose\n",
  ])
  func documentsThatAreFilledInGoOn(_ text: String) {
    #expect(gate(text).gaps.isEmpty, "\(gate(text).gaps)")
  }

  @Test(arguments: [
    ("<what came in>", true), ("<b>", true), ("<br/>", false), ("<a href=\"x\">y</a>", false), ("[…]", true),
    ("[name of it]", true),
    ("[1]", false), ("[DONE]", false), ("{{x}}", true), ("{\"a\": 1}", false), ("TBD", true), ("TBD soon", false),
    ("??%", true),
    ("YYYY-MM-DD HH:MM", true), ("", false),
  ])
  func onlyAWholeMarkIsAPlaceholder(_ text: String, _ expected: Bool) {
    #expect(TemplateGate.isPlaceholder(text) == expected)
  }
}
