/// A strict reader of the HTML and XML that the writers give: every element closed, every attribute quoted and once.
struct MarkupReader {
  /// One element as it was opened.
  struct Element: Equatable {
    var name: String
    var attributes: [String: String]
  }

  /// A place that is not well formed.
  struct Problem: Error, CustomStringConvertible {
    var description: String
  }

  /// The elements in the order of the document.
  private(set) var elements: [Element] = []
  /// The text outside `script` and `style`, references resolved.
  private(set) var text = ""
  /// The content of `script` and `style` elements.
  private(set) var raw: [String: String] = [:]

  private static let void: Set<String> = ["meta", "link", "input", "br"]

  /// Reads a document.
  init(_ document: String, isXML: Bool = false) throws {
    let bytes = Array(document.utf8)
    var stack: [String] = []
    var position = 0
    func find(_ needle: String, from start: Int) -> Int? {
      let wanted = Array(needle.utf8)
      var index = start
      while index + wanted.count <= bytes.count {
        if bytes[index] == wanted[0] && Array(bytes[index..<(index + wanted.count)]) == wanted { return index }
        index += 1
      }
      return nil
    }
    while position < bytes.count {
      guard bytes[position] == UInt8(ascii: "<") else {
        let end = bytes[position...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
        text += try Self.resolved(Array(bytes[position..<end]))
        position = end
        continue
      }
      if bytes[position...].starts(with: Array("<!DOCTYPE html>".utf8)) && !isXML
        || bytes[position...].starts(with: Array("<?xml".utf8))
      {
        position = (bytes[position...].firstIndex(of: UInt8(ascii: ">")) ?? bytes.count) + 1
        continue
      }
      guard let end = Self.tagEnd(bytes, position) else { throw Problem(description: "tag without end at \(position)") }
      let inside = String(decoding: bytes[(position + 1)..<end], as: UTF8.self)
      position = end + 1
      if inside.hasPrefix("/") {
        guard stack.popLast() == String(inside.dropFirst()) else {
          throw Problem(description: "unexpected </\(inside)>")
        }
        text += " "
        continue
      }
      let isEmpty = isXML && inside.hasSuffix("/")
      let element = try Self.element(isEmpty ? String(inside.dropLast()) : inside, isXML: isXML)
      elements.append(element)
      if !isXML && ["script", "style"].contains(element.name) {
        guard let close = find("</\(element.name)>", from: position) else {
          throw Problem(description: "open \(element.name)")
        }
        raw[element.name, default: ""] += String(decoding: bytes[position..<close], as: UTF8.self)
        position = close + element.name.utf8.count + 3
        continue
      }
      if !isEmpty && !(!isXML && Self.void.contains(element.name)) { stack.append(element.name) }
    }
    guard stack.isEmpty else { throw Problem(description: "not closed: \(stack)") }
  }

  private static func tagEnd(_ bytes: [UInt8], _ start: Int) -> Int? {
    var isQuoted = false
    for index in start..<bytes.count {
      if bytes[index] == UInt8(ascii: "\"") { isQuoted.toggle() }
      if bytes[index] == UInt8(ascii: ">") && !isQuoted { return index }
    }
    return nil
  }

  private static func element(_ inside: String, isXML: Bool) throws -> Element {
    var rest = Array(inside.unicodeScalars)[...]
    func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\n" }
    func text(_ scalars: some Sequence<Unicode.Scalar>) -> String { String(String.UnicodeScalarView(scalars)) }
    let name = text(rest.prefix { !isSpace($0) })
    guard !name.isEmpty,
      name.utf8.allSatisfy({ ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A || $0 >= 0x30 && $0 <= 0x39 || $0 == 0x2D })
    else {
      throw Problem(description: "odd tag <\(inside.prefix(60))>")
    }
    rest = rest.dropFirst(name.unicodeScalars.count)
    var attributes: [String: String] = [:]
    while let first = rest.first {
      if isSpace(first) {
        rest = rest.dropFirst()
        continue
      }
      let key = text(rest.prefix { $0 != "=" && !isSpace($0) })
      rest = rest.dropFirst(key.unicodeScalars.count)
      guard !key.isEmpty, key.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x27 && $0 != 0x3C })
      else {
        throw Problem(description: "odd attribute in <\(inside.prefix(80))>")
      }
      guard rest.starts(with: ["=", "\""]) else {
        guard !isXML else { throw Problem(description: "attribute without value in <\(inside.prefix(80))>") }
        attributes[key] = ""
        continue
      }
      rest = rest.dropFirst(2)
      guard let quote = rest.firstIndex(of: "\"") else {
        throw Problem(description: "open quote in <\(inside.prefix(80))>")
      }
      guard attributes.updateValue(try resolved(Array(text(rest[..<quote]).utf8)), forKey: key) == nil else {
        throw Problem(description: "attribute \(key) twice")
      }
      rest = rest[quote...].dropFirst()
    }
    return Element(name: name, attributes: attributes)
  }

  private static func resolved(_ bytes: [UInt8]) throws -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    guard bytes.contains(UInt8(ascii: "&")) else { return text }
    var result = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    while let scalar = rest.first {
      rest = rest.dropFirst()
      guard scalar == "&" else {
        result.append(scalar)
        continue
      }
      guard let end = rest.firstIndex(of: ";") else { throw Problem(description: "bare & in \(text.prefix(40))") }
      let name = String(rest[..<end])
      let known: [String: Unicode.Scalar] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "#39": "'", "#10": "\n", "#9": "\t", "#13": "\r",
      ]
      guard let value = known[name] else { throw Problem(description: "unknown reference &\(name.prefix(20));") }
      result.append(value)
      rest = rest[end...].dropFirst()
    }
    return String(result)
  }
}
