/// The case asked in another way: other values, other words, more around it.
///
/// A variant changes the input only; graders, exhibits and limit are those of the case. It is frozen text: what a trial of it
/// asks stands in the case file. Parts apply in this order: `messages` and `documents` take the place of the case's own, then
/// `set`, then `replace`, then `prepend` and `append`, which nothing changes any more.
public struct CaseVariant: Sendable, Hashable, Codable {
  /// The name of the case as it is, which no variant may have.
  public static let base = "base"
  /// Most variants of a case, the case as it is not counted.
  public static let most = 50

  /// The name, unique within the case.
  public var name: String
  /// What there is to know about it, for example how it was made; no part of its meaning.
  public var note: String?
  /// The conversation, in the place of the case's.
  public var messages: [Message]?
  /// The documents, in the place of the case's.
  public var documents: [ContextDocument]?
  /// Values by name: see `ValueSetting`.
  public var set: [String: JSONValue]
  /// Texts for texts, wherever they stand in messages and documents.
  public var replace: [String: String]
  /// Messages before the conversation, behind its leading system messages.
  public var prepend: AddedMessages?
  /// Messages after the conversation.
  public var append: AddedMessages?

  /// Makes the value from its parts.
  public init(
    name: String, note: String? = nil, messages: [Message]? = nil, documents: [ContextDocument]? = nil,
    set: [String: JSONValue] = [:], replace: [String: String] = [:], prepend: AddedMessages? = nil,
    append: AddedMessages? = nil
  ) {
    self.name = name
    self.note = note
    self.messages = messages
    self.documents = documents
    self.set = set
    self.replace = replace
    self.prepend = prepend
    self.append = append
  }

  private enum CodingKeys: String, CodingKey {
    case name
    case note
    case messages
    case documents
    case set
    case replace
    case prepend
    case append
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    name = try container.decode(String.self, forKey: .name)
    note = try container.decodeIfPresent(String.self, forKey: .note)
    messages = try container.decodeIfPresent([Message].self, forKey: .messages)
    documents = try container.decodeIfPresent([ContextDocument].self, forKey: .documents)
    set = try container.decodeIfPresent([String: JSONValue].self, forKey: .set) ?? [:]
    replace = try container.decodeIfPresent([String: String].self, forKey: .replace) ?? [:]
    prepend = try container.decodeIfPresent(AddedMessages.self, forKey: .prepend)
    append = try container.decodeIfPresent(AddedMessages.self, forKey: .append)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    try container.encodeIfPresent(note, forKey: .note)
    try container.encodeIfPresent(messages, forKey: .messages)
    try container.encodeIfPresent(documents, forKey: .documents)
    if !set.isEmpty { try container.encode(set, forKey: .set) }
    if !replace.isEmpty { try container.encode(replace, forKey: .replace) }
    try container.encodeIfPresent(prepend, forKey: .prepend)
    try container.encodeIfPresent(append, forKey: .append)
  }
}

extension CaseVariant {
  /// The variant without what changes no trial: its name, its note, and where its messages were read from.
  package var meaning: CaseVariant {
    var meaning = self
    meaning.name = ""
    meaning.note = nil
    meaning.prepend?.file = nil
    meaning.append?.file = nil
    return meaning
  }
}

/// Messages that a variant adds: written out, or read from a file of the evalset.
///
/// In files a list of messages, or the path of a file that holds one. A record holds both, path and messages.
public struct AddedMessages: Sendable, Hashable, Codable {
  /// The file, relative to the evalset; nil when the messages stand in the case.
  public var file: String?
  /// The messages; filled in by the loader when they stand in a file.
  public var messages: [Message]

  /// Makes the value from its parts.
  public init(file: String? = nil, messages: [Message] = []) {
    self.file = file
    self.messages = messages
  }

  private enum CodingKeys: String, CodingKey {
    case file
    case messages
  }

  public init(from decoder: any Decoder) throws {
    // The short forms: a path, a list.
    if let file = try? decoder.singleValueContainer().decode(String.self) {
      self.init(file: file)
    } else if let messages = try? decoder.singleValueContainer().decode([Message].self) {
      self.init(messages: messages)
    } else {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      self.init(
        file: try container.decodeIfPresent(String.self, forKey: .file),
        messages: try container.decode([Message].self, forKey: .messages))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    guard let file else {
      var container = encoder.singleValueContainer()
      try container.encode(messages)
      return
    }
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(file, forKey: .file)
    try container.encode(messages, forKey: .messages)
  }
}
