/// What the codes of this room's findings mean.
package enum GraderCodes {
  /// The explanation of a code; nil for a code that no finding of this room has.
  package static func explanation(of code: String) -> String? { table[code] }

  /// Every code with its explanation, sorted.
  package static var all: [(code: String, explanation: String)] {
    table.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private static let table: [String: String] = [
    "empty-grader-text":
      "An empty text occurs in every answer, so the grader would say nothing. State the text to look for.",
    "empty-group":
      "A group without a grader says nothing: `all` of none passes, `any` of none fails. State at least one.",
    "grader-cannot-fail":
      "No answer fails this grader, so it guards against nothing. Its numbers or its form are to blame.",
    "grader-cannot-pass":
      "No answer passes this grader, so every trial would fail. Its numbers contradict one another.",
    "invalid-json-path":
      "The path is not of the part of RFC 9535 that is read: `$`, names with a dot or in brackets, and indices.",
    "invalid-pattern": "PCRE2 refuses the expression; the message holds its reason and the place in the expression.",
    "judge-unasked":
      "The proof of a case rests on a judge, and what the judge says of its exhibits is not known. `relapse check --judges` asks, and "
      + "keeps the answers in `judges/NAME.answers.jsonl`, bound to judge, prompt, rubric and exhibit; commit the file.",
    "judge-relabelled":
      "The calibration of a judge was measured with other labelled transcripts, or other numbers of them, than `judges/labels.jsonl` and "
      + "the exhibits hold now: what it states is not what these show. `relapse calibrate` measures again.",
    "label-ambiguous": "A case has several judges, so a label or an exhibit must say which rubric it is about.",
    "label-conflict":
      "One transcript is labelled both bad and good. One of the two is wrong; a judge cannot be measured by both.",
    "label-decided":
      "Another grader of the case fails the transcript before the judge is asked, so the judge's opinion of it decides nothing and is "
      + "not measured.",
    "label-repeated": "A transcript counts once, however often it was labelled: copies are no further evidence.",
    "label-unknown-case": "A label names a case that the evalset does not have.",
    "no-labels": "There is no labelled transcript that rests on the judge, so nothing can be measured.",
    "judge-nested":
      "A model's judgement stands directly in `graders`. Inside `not`, `any` or `all` its misses would become passes, or count for "
      + "something that no calibration measures.",
    "unknown-judge": "A case names a judge that has no file in `judges/`. See docs/judges.md.",
    "json-path-condition": "`json_path` takes exactly one of `equals`, `matches`, `minimum`, `maximum` and `exists`.",
    "no-grader": "A case without a grader cannot fail, so it guards against nothing.",
    "no-group": "The pattern of `cites_only` must have a group: what it captures is the id of the cited source.",
    "no-source-text": "`quotes_verbatim` looks quotations up in the case's documents, and the case has none.",
    "no-sources": "`cites_only` needs to know which sources may be cited: a list, or the case's documents.",
    "pattern-matches-anything": "The expression matches the empty text, so it matches every answer.",
  ]
}
