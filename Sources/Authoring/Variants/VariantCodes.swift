/// What the codes of variants mean, beside those of the lint rules.
enum VariantCodes {
  /// The pages of `relapse explain`.
  static let table: [String: String] = [
    "duplicate-variant":
      "Two variants of a case have one name; trials, reports and comparisons could not tell them apart.",
    "paraphrase-drops":
      "A paraphrase or a translation must keep the numbers, ids and addresses of the message: graders and recorded replies look for them. Mend the text, or write the variant by hand.",
    "phrase-file":
      "A file of paraphrases is a YAML list of texts; a file of translations is a YAML mapping of language tags to texts.",
    "variant-base": "`base` is the case as it is; it takes part in the rotation and cannot be written down again.",
    "variant-text": "U+0000 in the text of a variant: no user can send it, and many a target cuts a text there.",
    "vary-layout":
      "`relapse vary` adds lines to a case file and changes none. It refuses where the result would not read back as the case with its new variants: for example when `variants` stands in brackets. Add what `--dry-run` prints by hand.",
    "vary-nothing":
      "The transform has nothing to change in this case: no letters that have look-alikes, no documents, everything protected, or every form of it is there already.",
    "vary-protected":
      "Numbers, ids, addresses, quoted words and everything that graders or recorded replies look for are never touched by a transform.",
  ]
}
