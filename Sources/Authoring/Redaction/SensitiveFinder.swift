/// Finds what must not be committed, by form and checksum; nothing is looked up.
///
/// What is plainly made up is left alone: see `FictionalData`. Complexity: linear in the text for each form.
package struct SensitiveFinder: Sendable, Hashable {
  /// Names of people, of customers, of places: whatever the user wants to be out. Found as whole words in any letter case.
  package var names: [String]
  /// Texts that stay although they look like something: an order number that is a valid card number by chance.
  package var keeps: Set<String>

  /// Makes a finder.
  package init(names: [String] = [], keeps: Set<String> = []) {
    self.names = names.map(\.trimmed).filter { !$0.isEmpty }
    self.keeps = keeps
  }

  /// Everything in a text, in order and without overlaps.
  package func spans(in text: String) -> [SensitiveSpan] {
    spans(in: Array(text.unicodeScalars), text: text)
  }

  func spans(in scalars: [Unicode.Scalar], text: String) -> [SensitiveSpan] {
    var claimed: [SensitiveSpan] = []
    // In the order of the kinds: the earlier one has the text.
    for found in [
      SecretForm.spans(in: scalars, text: text), EmailForm.spans(in: scalars), BankAccountForm.spans(in: scalars),
      CardForm.spans(in: scalars), PhoneForm.spans(in: scalars), NetworkAddressForm.spans(in: scalars),
      NameForm.spans(in: scalars, names: names),
    ] where !found.isEmpty {
      claimed = SensitiveFinder.merged(claimed, found)
    }
    return claimed.filter { span in
      !span.isFictional && (keeps.isEmpty || !keeps.contains(scalars[span.range].text))
    }
  }

  /// Both in order, without those of the second that overlap one of the first. Complexity: O(n).
  private static func merged(_ first: [SensitiveSpan], _ second: [SensitiveSpan]) -> [SensitiveSpan] {
    var result: [SensitiveSpan] = []
    var rest = first[...]
    var end = 0
    for span in second.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      while let next = rest.first, next.range.lowerBound < span.range.upperBound {
        result.append(next)
        end = max(end, next.range.upperBound)
        rest = rest.dropFirst()
      }
      if span.range.lowerBound >= end {
        result.append(span)
        end = span.range.upperBound
      }
    }
    return (result + rest).sorted { $0.range.lowerBound < $1.range.lowerBound }
  }
}

extension Collection where Element == Unicode.Scalar {
  /// The scalars as a text.
  var text: String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: self)
    return String(view)
  }
}

extension Unicode.Scalar {
  /// Whether it is one of A–Z and a–z.
  var isASCIILetter: Bool { (value | 0x20) >= 0x61 && (value | 0x20) <= 0x7A && value < 0x80 }
  /// Whether it is an ASCII letter or digit.
  var isASCIIWord: Bool { isASCIILetter || isDigit }
  /// Whether it may be a part of a word of any language.
  var isWordPart: Bool { value < 0x80 ? isASCIIWord || self == "_" : properties.isAlphabetic }
}
