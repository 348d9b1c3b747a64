/// Finds phone numbers: with `+` or `00` and a country code, in the North American form, and any digits behind a word for a phone.
enum PhoneForm {
  static func spans(in scalars: [Unicode.Scalar]) -> [SensitiveSpan] {
    var found: [SensitiveSpan] = []
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      guard scalar == "+" || scalar == "(" || scalar.isDigit,
        index == 0 || !(scalars[index - 1].isWordPart || isJoint(scalars, index - 1))
      else {
        index += 1
        continue
      }
      if let (end, digits) = international(scalars, index) ?? northAmerican(scalars, index) ?? announced(scalars, index)
      {
        found.append(
          SensitiveSpan(
            kind: .phone, range: index..<end, identity: digits, isFictional: FictionalData.isFictional(phone: digits)))
        index = end
      } else {
        if !scalar.isDigit { index += 1 }
        while index < scalars.count, scalars[index].isDigit { index += 1 }
      }
    }
    return found
  }

  /// Whether a mark joins what stands before it to the digits behind it: `1.5`, `INC-2041`, `a/2`, `#12`.
  private static func isJoint(_ scalars: [Unicode.Scalar], _ index: Int) -> Bool {
    let scalar = scalars[index]
    if scalar == "#" || scalar == "$" || scalar == "€" || scalar == "£" { return true }
    guard scalar == "." || scalar == "-" || scalar == "/" || scalar == "+" || scalar == "," else { return false }
    return index > 0 && scalars[index - 1].isWordPart
  }

  private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "-" || scalar == "." || scalar == "(" || scalar == ")" || scalar == "/"
      || scalar == "\u{A0}"
      || scalar == "\u{2011}" || scalar == "\u{2013}"
  }

  /// Some digits with separators between them.
  private struct Run {
    var end: Int
    var digits: String
    var groups: [Int]
  }

  /// The longest run of digits from an index on, with at most two separators between them, that ends like a number and fits.
  private static func run(
    _ scalars: [Unicode.Scalar], _ start: Int, most: Int, where fits: (Run) -> Bool
  ) -> Run? {
    var index = start
    var run = Run(end: start, digits: "", groups: [])
    var best: Run?
    while index < scalars.count, run.digits.utf8.count < most {
      let from = index
      while index < scalars.count, scalars[index].isDigit {
        run.digits.unicodeScalars.append(scalars[index])
        index += 1
      }
      if index == from { break }
      run.groups.append(index - from)
      run.end = index
      if isEnd(scalars, index), fits(run) { best = run }
      var separators = 0
      while index < scalars.count, separators < 3, isSeparator(scalars[index]) {
        separators += 1
        index += 1
      }
      guard separators > 0, separators < 3, index < scalars.count, scalars[index].isDigit else { break }
    }
    return best
  }

  private static func isEnd(_ scalars: [Unicode.Scalar], _ index: Int) -> Bool {
    guard index < scalars.count else { return true }
    if scalars[index].isWordPart { return false }
    // A colon or a point with a digit behind it goes on with a time or a version.
    let goesOn = scalars[index] == ":" || scalars[index] == "." || scalars[index] == "-" || scalars[index] == ","
    return !(goesOn && index + 1 < scalars.count && scalars[index + 1].isDigit)
  }

  private static func international(_ scalars: [Unicode.Scalar], _ start: Int) -> (Int, String)? {
    if scalars[start] == "+" {
      guard start + 1 < scalars.count, scalars[start + 1].isDigit else { return nil }
      return run(scalars, start + 1, most: 16) { (8...15).contains($0.digits.utf8.count) }.map { ($0.end, $0.digits) }
    }
    guard start + 2 < scalars.count, scalars[start] == "0", scalars[start + 1] == "0", scalars[start + 2] != "0" else {
      return nil
    }
    return run(scalars, start, most: 18) { $0.groups.count >= 2 && (10...17).contains($0.digits.utf8.count) }
      .map { ($0.end, String($0.digits.dropFirst(2))) }
  }

  /// `(212) 867-1234`, `212-867-1234`, `212.867.1234`, with or without `1-` before it.
  private static func northAmerican(_ scalars: [Unicode.Scalar], _ start: Int) -> (Int, String)? {
    let from = scalars[start] == "(" ? start + 1 : start
    guard from < scalars.count, scalars[from].isDigit else { return nil }
    let found = run(scalars, from, most: 12) { run in
      let isForm = run.groups == [3, 3, 4] || run.groups == [1, 3, 3, 4] && run.digits.first == "1"
      let local = run.digits.suffix(10)
      guard isForm, let area = local.first, let exchange = local.dropFirst(3).first else { return false }
      return area >= "2" && exchange >= "2"
    }
    return found.map { ($0.end, "1" + $0.digits.suffix(10)) }
  }

  /// Digits of any form behind a word such as "phone", "tel." or "call".
  private static func announced(_ scalars: [Unicode.Scalar], _ start: Int) -> (Int, String)? {
    let from = scalars[start] == "(" ? start + 1 : start
    guard from < scalars.count, scalars[from].isDigit else { return nil }
    let found = run(scalars, from, most: 16) { (7...15).contains($0.digits.utf8.count) && $0.groups != [4, 2, 2] }
    guard let found else { return nil }
    let before = scalars[max(0, start - 32)..<start].text.lowercased()
    var words = before.split { !$0.isLetter }.map(String.init)
    while let last = words.last, fillers.contains(last) { words.removeLast() }
    guard let last = words.last, announcements.contains(last) else { return nil }
    return (found.end, found.digits)
  }

  private static let fillers: Set<String> = [
    "number", "numbers", "no", "nr", "nummer", "is", "was", "at", "on", "me", "us", "under", "to", "back",
  ]
  private static let announcements: Set<String> = [
    "phone", "telephone", "tel", "mobile", "cell", "fax", "call", "called", "whatsapp", "sms", "telefon",
    "handy", "mobil", "téléphone", "teléfono", "rückruf",
  ]
}
