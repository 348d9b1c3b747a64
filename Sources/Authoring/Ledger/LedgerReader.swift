package import EvalSchema

/// Reads a ledger: every line whole, sealed, and continuing the one before.
package enum LedgerReader {
  /// The largest ledger that is read.
  static let limit = 256 << 20

  /// Reads the ledger in a folder.
  ///
  /// - Returns: The ledger, nil when there is none or when it has errors; and its errors.
  package static func read(in folder: EvalsetFolder) -> (ledger: Ledger?, diagnostics: [Diagnostic]) {
    guard folder.has(Ledger.file) else { return (nil, []) }
    do {
      return read(try folder.read(Ledger.file, limit: limit), file: folder.shown(Ledger.file))
    } catch {
      return (nil, error.diagnostics)
    }
  }

  /// Reads the bytes of a ledger. Complexity: O(n).
  ///
  /// - Returns: The ledger, nil when it has errors; and its errors. After the first break of the chain nothing more is said of it.
  package static func read(_ bytes: [UInt8], file: String) -> (ledger: Ledger?, diagnostics: [Diagnostic]) {
    if let conflict = conflict(in: bytes, file: file) { return (nil, [conflict]) }
    var entries: [LedgerEntry] = []
    var diagnostics: [Diagnostic] = []
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    let tail = lines.popLast() ?? []
    for (index, line) in lines.enumerated() {
      do {
        entries.append(try LedgerLine.read(line))
      } catch {
        diagnostics.append(finding(error, line, at: Place(file: file, line: index + 1)))
      }
    }
    if !tail.isEmpty {
      diagnostics.append(
        .error(
          "ledger-torn", "the last line is not whole: it does not end with a line break",
          at: Place(file: file, line: lines.count + 1),
          hint: "its writing was cut short: remove that line, then record what it said again; `git diff` shows it"))
    }
    if diagnostics.isEmpty, let broken = firstBreak(in: entries, file: file) { diagnostics.append(broken) }
    return (diagnostics.isEmpty ? Ledger(entries) : nil, diagnostics)
  }

  /// What is wrong when a ledger does not begin with all lines of an earlier one.
  ///
  /// - Parameters:
  ///   - base: The lines that must be there.
  ///   - name: Where they come from, for people.
  package static func isContinued(
    _ ledger: Ledger?, from base: Ledger, named name: String, file: String
  ) -> Diagnostic? {
    let seals = (ledger?.entries ?? []).map(\.seal)
    let kept = zip(seals, base.entries).prefix { $0 == $1.seal }.count
    guard kept < base.entries.count else { return nil }
    let lost = base.entries[kept]
    let subject = lost.evalCase.map { "\(lost.event.rawValue) of \($0)" } ?? lost.event.rawValue
    return .error(
      "rewritten", "line \(kept + 1) of the ledger of \(name) is not line \(kept + 1) here: \(subject), \(lost.at)",
      at: Place(file: file, line: kept < seals.count ? kept + 1 : nil),
      hint:
        "the ledger is only appended: merge or rebase on \(name) if the branch is behind; otherwise take its ledger, "
        + "`git checkout \(name) -- \(file)`, and record your changes again")
  }

  private static func finding(_ fault: LedgerLine.Fault, _ line: ArraySlice<UInt8>, at place: Place) -> Diagnostic {
    if line.last == 0x0D {
      return .error(
        "ledger-line", "the line ends with CR LF", at: place,
        hint:
          "something converted the line ends; write `ledger.jsonl -text` into .gitattributes and check the file out again"
      )
    }
    switch fault {
    case .form(let reason):
      return .error(
        "ledger-line", line.isEmpty ? "the line is empty" : "this is no line of a ledger: \(reason)", at: place,
        hint: "the ledger is written by relapse only: restore the file, `git checkout -- \(place.file)`")
    case .seal:
      return .error(
        "rewritten", "the line was changed after it was written: its seal does not fit", at: place,
        hint:
          "what is recorded stays: restore the file, `git checkout -- \(place.file)`, and record changes with relapse amend"
      )
    }
  }

  /// The first line that does not continue the one before.
  private static func firstBreak(in entries: [LedgerEntry], file: String) -> Diagnostic? {
    var previous = LedgerEntry.beginning
    for (index, entry) in entries.enumerated() {
      if entry.previous != previous {
        let place = Place(file: file, line: index + 1)
        let earlier = entries[..<index].firstIndex { $0.seal == entry.previous }
        let isRepeated = entries[..<index].contains { $0.seal == entry.seal }
        if isRepeated || (earlier == nil && entry.previous != LedgerEntry.beginning) {
          return .error(
            "rewritten",
            isRepeated
              ? "line \(index + 1) stands further up already"
              : "line \(index + 1) does not continue \(index == 0 ? "the beginning" : "line \(index)"): a line was changed, removed or moved",
            at: place,
            hint: "restore the file from version control, and record changes with relapse admit, amend or retire")
        }
        return forked(entries, at: index, from: earlier, place)
      }
      previous = entry.seal ?? previous
    }
    return nil
  }

  /// Two branches appended to the same line, and both ends were kept.
  private static func forked(_ entries: [LedgerEntry], at index: Int, from earlier: Int?, _ place: Place) -> Diagnostic
  {
    let root = earlier.map { "line \($0 + 1)" } ?? "the beginning"
    let first = (earlier ?? -1) + 2
    let commands = entries[index...].prefix(3).map { entry in
      "relapse \(entry.event == .policy ? "amend --policy" : "\(entry.event.rawValue) \(entry.evalCase ?? "")")"
    }
    let more = entries.count - index > 3 ? ", …" : ""
    return .error(
      "forked",
      "lines \(first)–\(index) and lines \(index + 1)–\(entries.count) both continue \(root): two branches recorded something",
      at: place,
      hint: "keep the lines of the branch that you merge into, remove the others, and record those again on top: "
        + commands.joined(separator: ", ") + more)
  }

  /// The first marker that a merge left.
  private static func conflict(in bytes: [UInt8], file: String) -> Diagnostic? {
    for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
      guard let sign = line.first, sign == 0x3C || sign == 0x3D || sign == 0x3E || sign == 0x7C,
        line.prefix(7).count == 7, line.prefix(7).allSatisfy({ $0 == sign })
      else { continue }
      return .error(
        "ledger-conflict", "a merge left its markers: two branches recorded something",
        at: Place(file: file, line: index + 1),
        hint:
          "take the ledger of the branch that you merge into as it is, then record your own entries again with relapse "
          + "admit, amend or retire: the lines between the markers say which")
    }
    return nil
  }
}
