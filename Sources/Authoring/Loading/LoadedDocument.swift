package import EvalSchema

/// One file that was read: its bytes' digest, its text, its tree, and the value that it describes.
package struct LoadedDocument<Value: Sendable>: Sendable {
  /// The path relative to the folder.
  package var file: String
  /// The digest of the bytes.
  package var sha256: Digest
  /// The text with its lines; places in it name the path as the user would write it.
  package var source: SourceText
  /// The tree.
  package var node: Node
  /// The value.
  package var value: Value
}

/// Reads a file of a format: bytes → tree → value, with every finding at its place.
package enum DocumentLoader {
  /// The largest file that people write.
  package static let limit = 4 << 20

  /// Reads one file.
  ///
  /// - Returns: The document, or nil when it has errors of form; and the findings in the order of the file, with their source
  ///   lines. No finding shows a credential.
  package static func load<Value: Decodable & Sendable>(
    _ type: Value.Type, _ file: String, as format: FileFormat, from folder: EvalsetFolder, at place: Place? = nil,
    namesTellSecrets: Bool = false
  ) -> (document: LoadedDocument<Value>?, diagnostics: [Diagnostic]) {
    let bytes: [UInt8]
    do {
      bytes = try folder.read(file, limit: limit, at: place)
    } catch {
      return (nil, error.diagnostics)
    }
    return parse(
      type, bytes: bytes, file: file, shown: folder.shown(file), as: format, namesTellSecrets: namesTellSecrets)
  }

  /// Reads the bytes of one file.
  ///
  /// - Parameter namesTellSecrets: Whether a value under a key such as `token` is a credential whatever it looks like: so in
  ///   targets, not in cases, whose tools may have any arguments.
  package static func parse<Value: Decodable & Sendable>(
    _ type: Value.Type, bytes: [UInt8], file: String, shown: String, as format: FileFormat,
    namesTellSecrets: Bool = false
  ) -> (document: LoadedDocument<Value>?, diagnostics: [Diagnostic]) {
    let read = YAMLReader.read(bytes: bytes, file: shown)
    guard String(validating: bytes, as: UTF8.self) != nil else { return (nil, read.diagnostics) }
    let source = SourceText(validUTF8: bytes, file: shown)
    let (secretFindings, secrets) = SecretScanner.scan(source, tree: namesTellSecrets ? read.node : nil)
    var diagnostics = read.diagnostics + secretFindings
    var document: LoadedDocument<Value>?
    if let node = read.node {
      let decoded = format.decode(type, from: node)
      diagnostics += decoded.diagnostics
      document = decoded.value.map {
        LoadedDocument(file: file, sha256: Digest(of: bytes), source: source, node: node, value: $0)
      }
    }
    return (document, finish(diagnostics, source: source, secrets: secrets))
  }

  /// Sorts findings, fills in their source lines, and takes credentials out of everything that is shown.
  package static func finish(_ diagnostics: [Diagnostic], source: SourceText, secrets: [String]) -> [Diagnostic] {
    let sorted = source.annotate(diagnostics).inFileOrder
    guard !secrets.isEmpty else { return sorted }
    let parts = secrets.flatMap { $0.split(whereSeparator: \.isNewline) }.filter { $0.utf8.count >= 4 }
    return sorted.map { diagnostic in
      var masked = diagnostic
      for part in parts {
        masked.message = mask(part, in: masked.message)
        masked.hint = masked.hint.map { mask(part, in: $0) }
        masked.sourceLine = masked.sourceLine.map { mask(part, in: $0) }
      }
      return masked
    }
  }

  /// A text without a credential, or as much of its beginning as stands there: messages clip what they quote.
  private static func mask(_ secret: Substring, in text: String) -> String {
    let secret = Array(secret.unicodeScalars)
    let scalars = Array(text.unicodeScalars)
    let least = min(secret.count, 8)
    var result = String.UnicodeScalarView()
    var index = 0
    while index < scalars.count {
      let common = zip(scalars[index...], secret).prefix { $0 == $1 }.count
      if common >= least {
        result.append(contentsOf: "•••".unicodeScalars)
        index += common
      } else {
        result.append(scalars[index])
        index += 1
      }
    }
    return String(result)
  }
}

extension Sequence where Element == Diagnostic {
  /// The findings by file, line and column; those of one place in the order in which they were found.
  package var inFileOrder: [Diagnostic] {
    enumerated().sorted { left, right in
      let places = (left.element.place ?? Place(file: ""), right.element.place ?? Place(file: ""))
      return places.0 == places.1 ? left.offset < right.offset : places.0 < places.1
    }.map(\.element)
  }
}
