import EvalSchema
import Testing

@testable import Authoring

/// What a postmortem still owes.
@Suite struct ActionItemsTests {
  private func open(_ body: String, heading: String = "## Action items") -> [Coverage.Action] {
    ActionItems(MarkdownDocument("# A\n\n\(heading)\n\n\(body)\n"), postmortem: "p.md").open
  }

  @Test(arguments: [
    ("- [ ] Index the rules", true), ("- [x] Index the rules", false),
    ("- [x] Attempt recovery (FAILED: no backup)", true), ("- Index the rules", true),
    ("- Index the rules - done", false), ("- ✅ Index the rules", false), ("- ~~Index the rules~~", false),
    ("* **Add monitoring** - Assignee: Alice Smith", true), ("- None", false),
    ("| Action | Owner | Status |\n| --- | --- | --- |\n| Index | Priya | Done |", false),
    ("| Action | Owner | Status |\n| --- | --- | --- |\n| Index | Priya | In progress |", true),
    ("| Action Item | Type | Owner | Bug |\n| --- | --- | --- | --- |\n| Index | prevent | priya | n/a |", true),
    ("| Owner | Status |\n| --- | --- |\n| Priya | open |", false), ("Nothing is listed here.", false),
  ])
  func whatIsNotSaidToBeDoneIsOpen(_ body: String, _ isOpen: Bool) {
    #expect(open(body).isEmpty == !isOpen, "\(open(body))")
  }

  @Test func ownerDayAndLineAreRead() {
    let items = open(
      "| Action | Who | Due date |\n| --- | --- | --- |\n| Index | Priya | 2026-07-30 |\n\n- [ ] Alert (Sam, 2026-08-01)\n- Watch; owner: Kim"
    )
    #expect(items.map(\.owner) == ["Priya", "Sam", "Kim"])
    #expect(items.map(\.due) == ["2026-07-30", "2026-08-01", nil])
    #expect(items.map(\.line) == [7, 9, 10])
  }

  @Test func onlyHeadingsForActionsCount() {
    #expect(open("- It broke", heading: "## Timeline").isEmpty)
    #expect(open("- Index the rules", heading: "## Follow-ups").count == 1)
    #expect(open("### Prevent\n\n- Index the rules", heading: "## Corrective actions").count == 1)
    #expect(open("### Lessons learned\n\n- Look twice", heading: "## Corrective actions").isEmpty)
  }
}
