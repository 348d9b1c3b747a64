/// What `set: {order_id: 9120}` changes in the input of a case.
///
/// A name means the members of that name in the recorded replies of tools and in the tool calls and results of the conversation;
/// where the input has none, those in the tool calls of the exhibits. What stood under the name is its old value. Then:
///
/// 1. every member of that name in the input gets the new value;
/// 2. where the old value stands elsewhere in the input, as a whole value of a tool or as a whole word or phrase of a message or
///    document, the new one takes its place. A value of fewer than three characters could stand for anything and changes only
///    under its own name.
///
/// Numbers are compared by value, and keep the decimals that they were written with: 240 and `240.00` are one amount. Text stays
/// text. The names of tools, the ids of documents and the schemas of arguments never change.
package struct ValueSetting: Sendable {
  /// The new values by name.
  package let values: [String: JSONValue]
  /// For each name, the scalars that stood under it, in the order in which they were found.
  package let old: [String: [JSONValue]]
  /// The names that occur neither in the input nor in the exhibits.
  package var unknown: [String] { values.keys.filter { old[$0] == nil }.sorted() }
  /// The names of which two had the same old value, so that it cannot be told which of the new ones a text means.
  package var ambiguous: [String] {
    var owners: [String: String] = [:]
    var found: Set<String> = []
    for name in values.keys.sorted() {
      for text in Set((old[name] ?? []).map(Self.text)) where Self.isDistinct(text) {
        guard let other = owners.updateValue(name, forKey: text), values[other] != values[name] else { continue }
        found.formUnion([other, name])
      }
    }
    return found.sorted()
  }

  private let changes: [(old: JSONValue, new: JSONValue)]

  /// Looks up what the names stand for in a case. Complexity: O(input + exhibits) for each name.
  package init(_ values: [String: JSONValue], in evalCase: EvalCase) {
    self.values = values
    let input = Self.values(of: evalCase.input)
    let exhibits = (evalCase.knownBad + evalCase.knownGood).flatMap { $0.transcript.toolCalls.map(\.call.arguments) }
    var old: [String: [JSONValue]] = [:]
    for name in values.keys {
      var found = input.flatMap { Self.members(name, in: $0) }
      if found.isEmpty { found = exhibits.flatMap { Self.members(name, in: $0) } }
      if !found.isEmpty { old[name] = found }
    }
    self.old = old
    var changes: [(old: JSONValue, new: JSONValue)] = []
    for name in values.keys.sorted() {
      guard let new = values[name], Self.isScalar(new) else { continue }
      for value in old[name] ?? [] where Self.isScalar(value) && Self.isDistinct(Self.text(value)) {
        if !changes.contains(where: { Self.isSame($0.old, value) }) { changes.append((value, new)) }
      }
    }
    // A longer text first: "FO-8812" before "8812".
    self.changes = changes.enumerated().sorted {
      let lengths = (Self.text($0.element.old).utf8.count, Self.text($1.element.old).utf8.count)
      return lengths.0 == lengths.1 ? $0.offset < $1.offset : lengths.0 > lengths.1
    }.map(\.element)
  }

  /// The input with the values set.
  package func applied(to input: CaseInput) -> CaseInput {
    var input = input
    for index in input.tools.indices {
      input.tools[index].replies = input.tools[index].replies.map(applied)
      input.tools[index].otherwise = input.tools[index].otherwise.map(applied)
    }
    input.messages = input.messages.map { message in
      switch message {
      case .assistant(var turn):
        turn.content = applied(to: turn.content)
        for index in turn.toolCalls.indices {
          turn.toolCalls[index].arguments = applied(to: turn.toolCalls[index].arguments)
        }
        return .assistant(turn)
      case .tool(var result):
        result.result = result.result.map { applied(to: $0) }
        result.error = result.error.map { applied(to: $0) }
        return .tool(result)
      case .system, .user: return message.mappingText { applied(to: $0) }
      }
    }
    for index in input.documents.indices {
      input.documents[index].title = input.documents[index].title.map { applied(to: $0) }
      input.documents[index].text = applied(to: input.documents[index].text)
    }
    return input
  }

  /// A text with the old values in it changed.
  package func applied(to text: String) -> String {
    guard !changes.isEmpty else { return text }
    let scalars = Array(text.unicodeScalars)
    let words = WordScanner.words(scalars)
    var edits: [(range: Range<Int>, text: String)] = []
    for change in changes {
      var ranges = WordScanner.occurrences(of: Self.text(change.old), in: scalars)
      if let number = change.old.number {
        ranges += words.filter { Self.number(scalars[$0]) == number }
      }
      for range in ranges where !edits.contains(where: { $0.range.overlaps(range) }) {
        edits.append((range, Self.text(change.new, like: scalars[range])))
      }
    }
    var result = String.UnicodeScalarView()
    var next = 0
    for edit in edits.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      result.append(contentsOf: scalars[next..<edit.range.lowerBound])
      result.append(contentsOf: edit.text.unicodeScalars)
      next = edit.range.upperBound
    }
    result.append(contentsOf: scalars[next...])
    return String(result)
  }

  private func applied(_ reply: ToolReply) -> ToolReply {
    var reply = reply
    reply.arguments = reply.arguments.map { applied(to: $0) }
    reply.result = reply.result.map { applied(to: $0) }
    reply.error = reply.error.map { applied(to: $0) }
    return reply
  }

  private func applied(to value: JSONValue) -> JSONValue {
    switch value {
    case .object(let members):
      return .object(
        Dictionary(
          uniqueKeysWithValues: members.map { name, member in
            (name, values[name].map { Self.kept($0, like: member) } ?? applied(to: member))
          }))
    case .array(let elements): return .array(elements.map { applied(to: $0) })
    case .string(let text): return .string(applied(to: text))
    case .integer, .number:
      return changes.first { Self.isSame($0.old, value) }.map { Self.kept($0.new, like: value) } ?? value
    case .null, .boolean: return value
    }
  }

  /// A new value in the kind of the old one: text stays text.
  private static func kept(_ new: JSONValue, like old: JSONValue) -> JSONValue {
    if case .string = old, isScalar(new) { return .string(text(new)) }
    return new
  }

  private static func values(of input: CaseInput) -> [JSONValue] {
    let tools = input.tools.flatMap { tool in
      (tool.replies + [tool.otherwise].compactMap { $0 }).flatMap { [$0.arguments, $0.result].compactMap { $0 } }
    }
    let messages = input.messages.flatMap { message in
      switch message {
      case .assistant(let turn): turn.toolCalls.map(\.arguments)
      case .tool(let result): [result.result].compactMap { $0 }
      case .system, .user: [JSONValue]()
      }
    }
    return tools + messages
  }

  private static func members(_ name: String, in value: JSONValue) -> [JSONValue] {
    switch value {
    case .object(let members):
      (members[name].map { [$0] } ?? [])
        + members.keys.sorted().filter { $0 != name }.flatMap { key in
          members[key].map { self.members(name, in: $0) } ?? []
        }
    case .array(let elements): elements.flatMap { members(name, in: $0) }
    default: []
    }
  }

  private static func isScalar(_ value: JSONValue) -> Bool {
    switch value {
    case .string, .integer, .number, .boolean: true
    case .null, .array, .object: false
    }
  }

  private static func isSame(_ left: JSONValue, _ right: JSONValue) -> Bool { left.isEquivalent(to: right) }

  private static func isDistinct(_ text: String) -> Bool {
    text.unicodeScalars.count >= 3 && !["true", "false"].contains(text)
  }

  private static func text(_ value: JSONValue) -> String {
    switch value {
    case .string(let text): text
    case .integer(let integer): String(integer)
    case .number(let number): Int(exactly: number).map(String.init) ?? String(number)
    case .boolean(let flag): String(flag)
    case .null, .array, .object: ""
    }
  }

  /// A value as text, a number with at least the decimals of what it replaces.
  private static func text(_ value: JSONValue, like old: ArraySlice<Unicode.Scalar>) -> String {
    var text = text(value)
    guard value.number != nil, number(old) != nil, let point = old.firstIndex(of: ".") else { return text }
    let wanted = old.endIndex - point - 1
    if !text.utf8.contains(0x2E) { text += "." }
    let decimals =
      text.utf8.count - (text.utf8.firstIndex(of: 0x2E).map { text.utf8.distance(from: text.startIndex, to: $0) } ?? 0)
      - 1
    return text + String(repeating: "0", count: max(0, wanted - decimals))
  }

  /// The value of a word that is digits with at most one point; nil for any other.
  private static func number(_ word: ArraySlice<Unicode.Scalar>) -> Double? {
    guard word.allSatisfy({ ("0"..."9").contains($0) || $0 == "." }) else { return nil }
    return Double(String(String.UnicodeScalarView(word)))
  }
}
