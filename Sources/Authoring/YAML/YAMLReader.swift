import CYAML
package import EvalSchema

/// Reads YAML (and JSON, which is YAML in flow style) into a tree that remembers where everything stands.
///
/// What YAML allows and no case file needs is refused, never guessed at: several documents, tags, merge keys, keys that are not
/// text, repeated keys, and aliases that would grow the tree beyond its limits.
package enum YAMLReader {
  /// How large a document may be.
  package struct Limits: Sendable {
    /// UTF-8 bytes of the text.
    package var bytes = 4 << 20
    /// Nodes of the tree, with every alias counted as often as it is used.
    package var nodes = 100_000
    /// Sequences and mappings within one another.
    package var depth = 64

    /// The limits of a file that people write.
    package init() {}
  }

  /// Reads one document.
  ///
  /// - Parameters:
  ///   - text: The document, without fences or front matter marks.
  ///   - file: The path that places name.
  ///   - lineOffset: How many lines of the file stand before the text.
  ///   - limits: How large the document may be.
  /// - Returns: The tree, or nil when it cannot be told what was meant; and the findings, in the order of the file. A repeated
  ///   key is an error that leaves a tree (with the first value), so that what else is wrong can be told at once.
  package static func read(
    _ text: String, file: String, lineOffset: Int = 0, limits: Limits = Limits()
  ) -> (node: Node?, diagnostics: [Diagnostic]) {
    read(SourceText(text, file: file, lineOffset: lineOffset), limits: limits)
  }

  /// Reads one document from bytes that may not be UTF-8.
  package static func read(
    bytes: [UInt8], file: String, limits: Limits = Limits()
  ) -> (node: Node?, diagnostics: [Diagnostic]) {
    if let offset = firstInvalidByte(in: bytes) {
      let source = SourceText(validUTF8: Array(bytes.prefix(offset)), file: file)
      let place = source.place(byteOffset: source.bytes.count)
      return (nil, [.error("invalid-utf8", "the file is not UTF-8 text", at: place, hint: "save it as UTF-8")])
    }
    return read(SourceText(validUTF8: bytes, file: file), limits: limits)
  }

  /// Reads one document of a text whose lines are known.
  package static func read(
    _ source: SourceText, limits: Limits = Limits()
  ) -> (node: Node?, diagnostics: [Diagnostic]) {
    guard source.bytes.count <= limits.bytes else {
      let message = "the file has \(source.bytes.count) bytes; at most \(limits.bytes) are read"
      return (nil, [.error("file-too-large", message, at: Place(file: source.file))])
    }
    var tree = YAMLTree(source: source, limits: limits)
    parse(source, into: &tree)
    let diagnostics = source.annotate(tree.diagnostics.sorted { ($0.place ?? start) < ($1.place ?? start) })
    return (tree.root, diagnostics)
  }

  private static let start = Place(file: "")

  /// Feeds the events of libyaml to the tree until the end, an error, or a limit.
  private static func parse(_ source: SourceText, into tree: inout YAMLTree) {
    // libyaml keeps pointers to the parser itself and to the input, so both need one address for the whole time.
    let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    defer { parser.deallocate() }
    guard yaml_parser_initialize(parser) == 1 else {
      return tree.stop(.error("out-of-memory", "no memory to read the file", at: Place(file: source.file)))
    }
    defer { yaml_parser_delete(parser) }
    source.parserText.bytes.withUnsafeBufferPointer { input in
      yaml_parser_set_input_string(parser, input.baseAddress, input.count)
      yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
      var event = yaml_event_t()
      while !tree.isFinished {
        guard yaml_parser_parse(parser, &event) == 1 else {
          tree.stop(YAMLSyntaxError(parser.pointee, in: source).diagnostic)
          return
        }
        tree.take(event)
        yaml_event_delete(&event)
      }
    }
  }

  /// The offset of the first byte that is not part of valid UTF-8.
  private static func firstInvalidByte(in bytes: [UInt8]) -> Int? {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var offset = 0
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar): offset += UTF8.width(scalar)
      case .emptyInput: return nil
      case .error: return offset
      }
    }
  }
}
