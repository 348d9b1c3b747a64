/// What the codes of the ledger and of permanence mean.
enum LedgerCodes {
  static let table: [String: String] = [
    "already-admitted": "The ledger holds the case already. A change of it is recorded with `relapse amend`.",
    "base-unreadable":
      "The ledger at the revision given with `--base` could not be read, so it cannot be told whether this one continues it.",
    "exhibit-passes":
      "A case fails every known-bad that it ever had: those that its file no longer shows are kept in the ledger and judged at every "
      + "check. Make a grader fail it again; or retire the case and admit another, with a reason and a record for both.",
    "forked":
      "Two branches appended to the same line of the ledger and both ends were kept. Keep the lines of the branch that you merge "
      + "into, remove the others, and record those again on top.",
    "illegal-move":
      "A line of the ledger moves its case in a way that no command does: it admits one twice, amends one that is retired, or lets a "
      + "watching case decide without the evidence of a watch that ended well. Restore the ledger from version control.",
    "ledger-busy": "Another process holds the ledger; entries are written one after another.",
    "ledger-conflict":
      "A merge left its markers in the ledger. Take the ledger of the branch that you merge into as it is, then record your own "
      + "entries again.",
    "ledger-line":
      "A line of the ledger does not have the form that relapse writes: one sealed JSON object, ended by LF.",
    "ledger-moved":
      "The ledger got another line between reading and writing; what the command said may no longer be true.",
    "ledger-torn": "The last line of the ledger was not written to its end. Remove it and record again what it said.",
    "ledger-unwritable": "The ledger cannot be opened or written; nothing was recorded.",
    "no-such-case": "No case has this id; the nearest is named. A case is the file cases/ID.yaml of the evalset.",
    "not-admitted": "Only a case that the ledger holds, and that is not retired, can be amended or retired.",
    "nothing-to-record": "The ledger holds this already; a line that says nothing new would hide those that do.",
    "proof-stale":
      "The case was changed after it was proven on a target, so the proof is of another case. `relapse prove` makes a new one.",
    "retired-missing":
      "A retired case no longer decides, but its file stays as evidence of what was once demanded. Restore it.",
    "rewritten":
      "A line of the ledger was changed, removed or moved; or, with `--base`, the ledger does not begin with all lines of the base's. "
      + "What is recorded stays: restore the file and record changes on top.",
    "too-many-waivers":
      "At most three failures, or one for every ten cases, may be waived at a time. More is a product that is known to fail.",
    "unrecorded":
      "A case, the policy or a waiver is not in the ledger as it is now. A warning on the desk, an error in CI (`--ci`, or CI=true). "
      + "`relapse admit`, `amend` or `waive` records it, with a reason and a person.",
    "vanished":
      "A case that was admitted and never retired has no file any more. Restore it; if it is to go, `relapse retire` it with a reason "
      + "and a record.",
    "weakened":
      "A case or the policy demands less than the ledger says: a limit or the confidence was loosened, a grader was removed or "
      + "replaced by one that passes more, an exhibit was removed. Take it back, or `relapse amend` it with a reason and a record.",
  ]
}
