package import EvalSchema
import FoundationEssentials

/// Adds variants to a case file: it puts lines in and changes none, so comments and layout stay.
package struct VariantWriter: Sendable {
  private let loaded: LoadedCase
  private let bytes: [UInt8]

  /// Takes a case as loaded and the bytes of its file.
  package init(_ loaded: LoadedCase, bytes: [UInt8]) {
    self.loaded = loaded
    self.bytes = bytes
  }

  /// The lines that would be put in, for people.
  package func preview(_ variants: [CaseVariant]) -> String {
    CaseFileWriter.write([.value("variants", .list(variants.map(tree)))])
  }

  /// The bytes of the file with the variants in it.
  ///
  /// Throws `vary-layout` when they cannot be put in so that the file reads back as the same case with these variants more.
  package func adding(_ variants: [CaseVariant]) throws(DiagnosticError) -> [UInt8] {
    guard let node = loaded.node, let written = written(variants, into: node) else { throw refusal() }
    let file = loaded.caseFile.file
    let (read, findings) = CaseLoader.parse(bytes: written, file: file)
    var expected = loaded.caseFile.evalCase
    // What stands in files of messages is filled in by the loader of the evalset only.
    for index in expected.variants.indices {
      if expected.variants[index].prepend?.file != nil { expected.variants[index].prepend?.messages = [] }
      if expected.variants[index].append?.file != nil { expected.variants[index].append?.messages = [] }
    }
    expected.variants += variants
    guard !findings.hasErrors, read?.caseFile.evalCase == expected else { throw refusal() }
    return written
  }

  private func refusal() -> DiagnosticError {
    DiagnosticError(
      .error(
        "vary-layout", "the variants cannot be added to this file without changing other lines",
        at: loaded.place("variants"), hint: "add what --dry-run prints by hand"))
  }

  private func written(_ variants: [CaseVariant], into node: Node) -> [UInt8]? {
    guard case .mapping(let entries) = node.content else { return nil }
    let lines = Self.lines(bytes)
    let isWindows = lines.first?.suffix(2).elementsEqual([0x0D, 0x0A]) ?? false
    var block = preview(variants)
    let at: Int
    if let index = entries.firstIndex(where: { $0.key == "variants" }) {
      guard case .sequence(let items) = entries[index].value.content, let first = items.first?.place.line,
        lines.indices.contains(first - 1)
      else { return nil }
      let indent = lines[first - 1].prefix { $0 == 0x20 }.count
      guard lines[first - 1].dropFirst(indent).first == 0x2D, lines[first - 1].dropFirst(indent + 1).first == 0x20
      else {
        return nil
      }
      block = Self.shifted(block, to: indent)
      let next = entries.dropFirst(index + 1).first?.keyPlace.line ?? lines.count + 1
      at = Self.end(of: lines, before: next)
    } else {
      // Before what is known of the incident's run, as people write it; else at the end.
      let next = entries.first { $0.key == "evidence" }?.keyPlace.line ?? lines.count + 1
      at = Self.end(of: lines, before: next)
    }
    if isWindows { block = block.replacing("\n", with: "\r\n") }
    var result: [UInt8] = []
    for line in lines[..<at] { result += line }
    if let last = result.last, last != 0x0A, last != 0x0D { result += isWindows ? [0x0D, 0x0A] : [0x0A] }
    result += block.utf8
    for line in lines[at...] { result += line }
    return result
  }

  /// How many lines stand before the place behind which only blank lines and comments come until line `next`.
  private static func end(of lines: [ArraySlice<UInt8>], before next: Int) -> Int {
    var end = min(max(next - 1, 0), lines.count)
    while end > 0 {
      let line = lines[end - 1]
      let isBlank = line.allSatisfy { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
      guard isBlank || line.first == 0x23 else { break }
      end -= 1
    }
    return end
  }

  /// The items of a block without its first line, with another indent.
  private static func shifted(_ block: String, to indent: Int) -> String {
    block.split(separator: "\n", omittingEmptySubsequences: false).dropFirst().map { line in
      line.isEmpty ? "" : String(repeating: " ", count: indent) + line.dropFirst(2)
    }.joined(separator: "\n")
  }

  /// The lines with their breaks.
  private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    for index in bytes.indices {
      let isBreak =
        bytes[index] == 0x0A || (bytes[index] == 0x0D && (index + 1 == bytes.count || bytes[index + 1] != 0x0A))
      guard isBreak else { continue }
      lines.append(bytes[start...index])
      start = index + 1
    }
    if start < bytes.count { lines.append(bytes[start...]) }
    return lines
  }

  // MARK: Trees

  private func tree(_ variant: CaseVariant) -> CaseFileTree {
    var members: [CaseFileTree.Member] = [.value("name", .text(variant.name))]
    if let note = variant.note { members.append(.value("note", .text(note))) }
    if let messages = variant.messages { members.append(.value("messages", tree(messages))) }
    if let documents = variant.documents { members.append(.value("documents", .list(documents.map(tree)))) }
    if let added = variant.prepend { members.append(.value("prepend", tree(added.messages))) }
    if let added = variant.append { members.append(.value("append", tree(added.messages))) }
    return .map(members)
  }

  /// Messages; one that the case has is written as it stands there.
  private func tree(_ messages: [Message]) -> CaseFileTree {
    let own = loaded.caseFile.evalCase.input.messages
    return .list(
      messages.map { message in
        if let index = own.firstIndex(of: message), let node = loaded.node?.find(["input", "messages", "\(index)"]) {
          return CaseFileTree(node)
        }
        return .map([.value(message.role, Self.text(message.text))])
      })
  }

  private func tree(_ document: ContextDocument) -> CaseFileTree {
    var members: [CaseFileTree.Member] = [.value("id", .text(document.id))]
    if let rank = document.rank { members.append(.value("rank", .plain("\(rank)"))) }
    if let title = document.title { members.append(.value("title", .text(title))) }
    members.append(.value("text", Self.text(document.text)))
    return .map(members)
  }

  /// A text; in quotes, with escapes for what nobody sees, when its white space matters.
  static func text(_ text: String) -> CaseFileTree {
    let scalars = Array(text.unicodeScalars)
    let hidden = scalars.indices.contains { index in
      let scalar = scalars[index]
      if scalar == " " { return index + 1 == scalars.count || scalars[index + 1] == " " || scalars[index + 1] == "\n" }
      return scalar == "\t" || scalar == "\r" || (!scalar.isASCII && scalar.properties.isWhitespace)
        || scalar.properties.isDefaultIgnorableCodePoint
    }
    guard hidden else { return .text(text) }
    var quoted = "\""
    for scalar in scalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      default:
        let isPlain =
          scalar == " "
          || !(scalar.properties.isWhitespace || scalar.properties.isDefaultIgnorableCodePoint
            || scalar.properties.generalCategory == .control || scalar.properties.isNoncharacterCodePoint)
        if isPlain {
          quoted.unicodeScalars.append(scalar)
        } else {
          let digits = String(scalar.value, radix: 16, uppercase: true)
          let (mark, width) = scalar.value <= 0xFF ? ("x", 2) : scalar.value <= 0xFFFF ? ("u", 4) : ("U", 8)
          quoted += "\\" + mark + String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
      }
    }
    return .plain(quoted + "\"")
  }
}

extension Node {
  /// The node that a path of keys and indices leads to; nil when there is none.
  fileprivate func find(_ path: [String]) -> Node? {
    guard let step = path.first else { return self }
    return (self[step] ?? Int(step).flatMap { self[$0] })?.find(Array(path.dropFirst()))
  }
}
