/// What the codes of importing mean: refusals, what is missing, warnings about a document, and findings of writing.
enum ImportCodes {
  static let table: [String: String] = refusals.merging(missing.merging(warnings) { first, _ in first }) {
    first, _ in
    first
  }

  private static let refusals: [String: String] = [
    "bad-equals-expected":
      "The same text stands as bad output and as expected behavior, so no grader could tell one from the other.",
    "binary": "The file holds a NUL byte: it is no text.",
    "cannot-read": "The file or folder cannot be read; check its path and its permissions.",
    "cannot-redact":
      "The document holds what must not be committed and cannot be replaced on the way: a private key, a text hidden by an escape, or anything in a document that lies in the evalset already and would have to be changed there.",
    "cannot-write": "The file could not be written; nothing else of this document was.",
    "case-exists": "A case of this id is there with other content. Case files are never overwritten: amend it by hand.",
    "draft-exists": "A draft of this id is there with other content, and may have been filled in. Finish or remove it.",
    "duplicate-case": "Two documents, or two parts of one, make a case of the same id. Give one another id.",
    "duplicate-incident": "The incident was imported from another document already, or stands twice in this file.",
    "empty": "The file holds nothing.",
    "eval-case-incident":
      "`incident` is written by the import from the document itself; an eval-case does not hold it.",
    "eval-case-shape": "An eval-case is a mapping of the keys of a case file.",
    "invalid-eval-case": "An explicit case, or the front matter, cannot be read; the findings beside it say why.",
    "no-documents":
      "The folder holds no Markdown, JSON or YAML document. Indexes, readmes, templates, hidden files and links are left out.",
    "not-closed":
      "The document says that the incident is not over, or names a phase of the work. Only closed incidents become cases that gate; `--provisional` makes drafts.",
    "not-model-behavior":
      "Nothing in the document tells of an input to a model or of an output of one. Faults of other software belong into ordinary tests.",
    "oversized": "The file is larger than a document of incidents is, or holds too many of them.",
    "postmortem-exists": "Another document of this name is in the evalset. Postmortems are never overwritten.",
    "redaction-map-inside":
      "The redaction map says who the pseudonyms are, so it must lie outside of the repository of the evalset.",
    "redaction-map-unreadable": "The file is no redaction map of this version; it is neither read nor overwritten.",
    "redaction-map-unwritable": "The redaction map could not be written, so nothing else was.",
    "toml-syntax": "The front matter between `+++` lines is not TOML.",
    "trace-run-missing": "The trace holds no run of the id that was given, or none with messages.",
    "trace-run-unnamed":
      "The trace holds several runs, and the document names none or more than one of them. Say which one with `--run-id`.",
    "trace-too-large": "The trace is larger than is read: 64 MiB, 16 MiB a line, 200,000 records.",
    "trace-unreadable": "The trace is neither JSON nor one JSON object a line, or is nested deeper than 128.",
    "trace-without-runs":
      "The trace holds no run with messages of a user: OpenTelemetry spans, Langfuse and LangSmith exports, and logs of requests with responses are read. Content of messages is often off by default.",
    "truncated": "The document breaks off: an open fence, or a last sentence without an end.",
    "unclosed-fence": "A fence is opened and never closed.",
    "undecodable": "The file is not text in UTF-8.",
    "unfilled-template": "The document holds placeholders, choices or guidance where facts belong.",
    "unsupported-format":
      "The file is no Markdown, and no record of a product or of keys that are known. docs/importing.md lists them.",
    "unusable-id": "The id cannot be the name of a file: it has a slash, a space, dots in a row or the like.",
  ]

  private static let missing: [String: String] = [
    "missing-expected": "The document does not say what the system should have done. State the observable behavior.",
    "missing-graders": "A case needs at least one grader that fails the bad output.",
    "missing-input": "The document does not hold what came in, word for word.",
    "missing-known-bad": "The document does not hold what the system said or did, word for word.",
    "missing-known-good": "A case needs an output that would have been right, to prove that its graders can pass.",
    "missing-layers":
      "The root cause says no more than that the model hallucinated, which is a symptom. Say where the cause lay: `layers: [retrieval]`, or `[unknown]` when nobody could tell.",
    "missing-pattern":
      "The failure pattern is not named, or the name means several. `relapse list patterns` shows them.",
    "missing-severity": "The severity is not stated, or means several under the scheme of the evalset.",
    "missing-status":
      "The document does not say that the incident is closed and reviewed. Say it there, or attest it: `--attest \"closed: WHO, WHY\"`.",
  ]

  private static let warnings: [String: String] = [
    "assist-discarded":
      "A model proposed something that is not in the document where it says, or that was not asked for. Quotes must stand in the lines that they name, character by character; everything else is thrown away.",
    "assist-failed":
      "The target of --assist gave no answer, so nothing was imported. Mend the target, or import without --assist.",
    "assist-unreadable":
      "The model's answer is not the one JSON object that was asked for, so none of it is used.",
    "contradictory-status": "The document states several statuses; the least closed one counts.",
    "dates-differ": "The document gives two days for one thing: the incident's day and that of publishing, perhaps.",
    "id-from-file-name": "The document states no incident id, so the name of its file stands for it.",
    "image-evidence": "A picture is no text that a case can hold. Copy the text of it.",
    "mojibake": "The text was decoded wrongly before it was saved; export it again as UTF-8.",
    "near-duplicate":
      "A case with the same pattern has nearly the same input. Two cases of one failure spend trials twice and count it as two.",
    "no-actions": "The document lists no action items: nothing says what changed.",
    "no-closing-date": "The document does not say on which day the incident was closed.",
    "paraphrased-input": "The input stands in parentheses, so it may be a description and no quotation.",
    "root-cause-symptom":
      "\"The model hallucinated\" names a symptom. A root cause says which condition let it happen.",
    "stale-draft": "A draft of a case that is whole now is left over; remove it.",
    "trace-differs":
      "Document and trace do not say the same. The words of the document were taken: check that it is the same run.",
    "unreadable-date": "Day and month could be swapped, or it is no day. Write the year first.",
  ]
}
