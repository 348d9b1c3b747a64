/// HTML under construction: every text and attribute passes through `HTMLEscape`, only literals are written raw.
struct Markup {
  /// UTF-8 bytes that are not yet taken.
  private(set) var bytes: [UInt8] = []

  /// Writes markup as it is; literals of this program only.
  mutating func raw(_ markup: StaticString) {
    markup.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// Writes text of this program that is not a literal: the style and the script.
  mutating func trusted(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// Writes any text.
  mutating func text(_ text: String) { bytes.append(contentsOf: HTMLEscape.text(text).utf8) }

  /// Writes a start tag; an attribute that is nil is left out, one that is empty is written without a value.
  mutating func open(_ tag: StaticString, _ attributes: KeyValuePairs<StaticString, String?> = [:]) {
    raw("<")
    raw(tag)
    for (name, value) in attributes {
      guard let value else { continue }
      raw(" ")
      raw(name)
      guard !value.isEmpty else { continue }
      raw("=\"")
      bytes.append(contentsOf: HTMLEscape.attribute(value).utf8)
      raw("\"")
    }
    raw(">")
  }

  /// Writes an end tag.
  mutating func close(_ tag: StaticString) {
    raw("</")
    raw(tag)
    raw(">")
  }

  /// Writes an element with text.
  mutating func element(_ tag: StaticString, _ attributes: KeyValuePairs<StaticString, String?> = [:], _ text: String) {
    open(tag, attributes)
    self.text(text)
    close(tag)
  }

  /// Writes an element with content.
  mutating func element(
    _ tag: StaticString, _ attributes: KeyValuePairs<StaticString, String?> = [:], body: (inout Markup) -> Void
  ) {
    open(tag, attributes)
    body(&self)
    close(tag)
  }

  /// Takes what was written so far.
  mutating func take() -> [UInt8] {
    let taken = bytes
    bytes.removeAll(keepingCapacity: true)
    return taken
  }
}
