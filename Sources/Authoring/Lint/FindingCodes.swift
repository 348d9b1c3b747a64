/// What the codes of reading and loading mean; those of the lint rules are with the rules.
package enum FindingCodes {
  /// The explanation of a code, of any file or rule; nil for a code that no finding of this room has.
  package static func explanation(of code: String) -> String? {
    table[code] ?? Linter.rules.first { $0.code == code }?.reason
  }

  /// Every code with its explanation, sorted.
  package static var all: [(code: String, explanation: String)] {
    let rules = Linter.rules.map { ($0.code, $0.reason) }
    return table.merging(rules) { first, _ in first }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private static let table: [String: String] = [forms, loading, ImportCodes.table, LedgerCodes.table].reduce(reading) {
    $0.merging($1) { first, _ in first }
  }

  private static let reading: [String: String] = [
    "duplicate-key": "A key stands twice in one mapping; it cannot be told which of the two counts.",
    "file-too-large":
      "Files are read up to 4 MiB (surfaces of a target up to 256 MiB): nothing a person writes is larger.",
    "invalid-utf8": "Files are UTF-8 text. The place is that of the first byte that is not.",
    "out-of-memory": "There was no memory to read the file.",
    "yaml-alias": "An alias `*name` refers to an anchor `&name` that must stand before it.",
    "yaml-depth": "Lists and mappings within one another are read to a depth of 64.",
    "yaml-documents": "A file holds one document; what follows a second `---` would be ignored.",
    "yaml-empty": "The file holds nothing, or only comments.",
    "yaml-key": "A key is plain text; lists and mappings as keys mean nothing here.",
    "yaml-merge": "Merge keys `<<` hide which value counts; write the keys out.",
    "yaml-size": "Aliases that multiply can grow a small file without end; at most 100,000 values are read.",
    "yaml-syntax": "The file is not YAML. The place is where the parser could not go on; look a line above as well.",
    "yaml-tag": "Tags such as `!!int` or `!ruby/object` are refused; quotes make text, plain numbers are numbers.",
  ]

  private static let forms: [String: String] = [
    "address-form": "An address begins with https:// or http://.",
    "confidence-form": "The confidence is a rate such as 95% or 0.95.",
    "confidence-range": "The confidence is from 50% to 99.9999%.",
    "confidence-unit": "A rate carries its unit: 95% or 0.95, never 95.",
    "currency-form": "A currency has the three letters of ISO 4217.",
    "date-form": "A day is written year, month, day: 2026-05-14. Anything else can be misread.",
    "digest-form": "A digest is SHA-256 in 64 lower-case hexadecimal digits; sha256sum prints it.",
    "duration-form": "A span of time is a number with its unit: 250ms, 60s, 10m, 2h, 30d.",
    "duration-range": "The span of time is outside of what makes sense for this key.",
    "duration-unit": "A span of time carries its unit: 60s, never 60.",
    "empty-value": "The key is there, its value is not. Write one, or remove the key.",
    "identifier-form": "Names that become file names hold ASCII letters, digits, `-`, `_` and `.` only.",
    "json-path-form": "A path into JSON begins with `$`.",
    "key-form": "A key of this mapping must be of another form.",
    "limit-form": "A limit is a rate such as 1% or 0.01.",
    "limit-range": "A limit is from 0.01% to 90%: 0% can never be shown by trials, and 100% forbids nothing.",
    "limit-unit": "A limit carries its unit: 1% or 0.01. A bare 1 could mean one per cent or always.",
    "lines-form": "Lines of a document are written 31 or 31-38.",
    "missing-key": "A key that must be there is not.",
    "money-form": "A sum of money is a number with its currency: 5 USD.",
    "money-range": "The sum is too large.",
    "money-unit": "A sum of money carries its currency: 5 USD, never 5.",
    "number-range":
      "The number is outside of what makes sense for this key, or has more digits than a number can hold.",
    "one-key": "Keys that exclude each other are given together.",
    "path-outside":
      "Every file of an evalset lies in its folder: no absolute paths, no `..` and no links that lead out.",
    "share-form": "A share is a rate such as 1% or 0.01.",
    "share-range": "A share is from 0% to 100%, and shares of one thing add up to at most 100%.",
    "share-unit": "A share carries its unit: 1% or 0.01, never a bare 1.",
    "size-form": "A size is a number with its unit: 64KiB, 4MiB.",
    "size-range": "The size is outside of what makes sense for this key.",
    "size-unit": "A size carries its unit: 4MiB, never 4.",
    "text-form": "The text must be one line without control characters.",
    "too-few": "The list needs more items.",
    "too-many": "There are more than are read.",
    "unknown-key": "Unknown keys are errors: an ignored limit is a silent pass. The nearest known key is named.",
    "unknown-value": "The value is none of those that the key takes. The nearest is named.",
    "unreadable": "The file has the right form and still could not be read: a fault of Relapse; please report it.",
    "variable-form": "Here stands the NAME of an environment variable, never its value.",
    "wrong-kind": "The value is of another kind than the key takes: a list for a text, quotes around a number.",
  ]

  private static let loading: [String: String] = [
    "adapter-block": "`adapter: NAME` needs the block of the same name, which says how the target is reached.",
    "cap-without-pattern": "`cap` counts only where a test speaks of a pattern; elsewhere each case has its limit.",
    "duplicate-id":
      "Two cases have the same id, or ids that differ only in letter case, which some file systems cannot hold.",
    "duplicate-waiver": "A case has two waivers; it cannot be told which counts.",
    "file-missing": "A file that is named here does not exist.",
    "file-unreadable": "The file is there and cannot be read; see its permissions.",
    "folder-missing": "There is no such folder.",
    "id-mismatch": "A case or a target is found by its id: the file has the same name, with `.yaml`.",
    "judge-file": "A file in `judges/` that Relapse writes, or a file of labels, is not of the form that is read.",
    "judge-system":
      "A judge is told what it is asked by Relapse, word for word and versioned, so that a calibration can be bound to it. Its file "
      + "names model and parameters; what counts is said by the rubric of the case.",
    "manifest-missing": "The folder of an evalset holds evalset.yaml.",
    "no-cases": "An evalset without a case judges nothing, so it can never pass.",
    "no-weight": "Every answer of the behavior has the weight 0, so none could be drawn.",
    "not-a-file": "Only regular files are read: no folders, pipes or devices.",
    "not-a-folder": "A file stands where a folder is expected.",
    "pattern-ambiguous": "The alias means several failure patterns; only a person can tell which.",
    "secret-in-file":
      "A credential must not be committed. Remove it, revoke it, and name an environment variable instead.",
    "unknown-pattern": "The failure pattern is none of the taxonomy, and no alias of one.",
    "unknown-share": "A share names an answer as behavior/answer; there is none of this name.",
    "unread-file": "A file that looks like a case, a target or waivers would silently not be read.",
    "unreadable-folder": "The folder cannot be listed; see its permissions.",
    "waiver-unknown-case": "The waiver names a case that the evalset does not have.",
  ]
}
