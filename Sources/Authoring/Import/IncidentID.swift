/// The id of an incident and where it was found.
package struct IncidentID: Sendable, Hashable {
  /// Where an id may stand, the most trustworthy first.
  package enum Source: Sendable, Hashable {
    case metadata, title, fileName
    /// No id anywhere: the file's name stands for it.
    case fallback
  }

  /// The id.
  package var text: String
  /// Where it was found.
  package var source: Source

  /// Looks in the metadata, the title and the file's name, in this order.
  init(_ metadata: PostmortemMetadata, title: String, file: String) {
    if let stated = metadata.first(.incidentID)?.value, !TemplateGate.isPlaceholder(stated) {
      text = metadata.hasExactID ? IncidentID.bare(stated) : IncidentID.found(in: stated) ?? IncidentID.bare(stated)
      source = .metadata
    } else if let found = IncidentID.found(in: title) {
      text = found
      source = .title
    } else if let found = IncidentID.found(inFileName: IncidentID.stem(of: file)) {
      text = found
      source = .fileName
    } else {
      text = FileNameRule.slug(IncidentID.stem(of: file))
      source = .fallback
    }
  }

  /// The name of a file without folders and extension.
  static func stem(of file: String) -> String {
    let name = file.split(separator: "/").last.map(String.init) ?? file
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
    return String(name[..<dot])
  }

  /// The first `INC-2041`, `PM2025-002` or the like in a text: capitals, a hyphen, digits. `INC 2041` counts as `INC-2041`.
  static func found(in text: String) -> String? {
    var tokens: [String] = []
    var token = ""
    for scalar in text.unicodeScalars {
      if scalar.isASCII, scalar.properties.isAlphabetic || scalar.isDigit || scalar == "-" || scalar == "_" {
        token.unicodeScalars.append(scalar)
      } else {
        tokens.append(token)
        token = ""
      }
    }
    tokens.append(token)
    for (index, token) in tokens.enumerated() {
      if let id = tracker(token) { return id }
      if token == "INC" || token == "PM", index + 1 < tokens.count, Int(tokens[index + 1]) != nil {
        return token + "-" + tokens[index + 1]
      }
    }
    return nil
  }

  /// The id in a file's name, where it may stand anywhere and in small letters: `2025-pm2025-002-traefik` holds `PM2025-002`.
  static func found(inFileName name: String) -> String? {
    if let id = found(in: name) { return id }
    let parts = name.uppercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }.map(String.init)
    for (index, part) in parts.enumerated() where part.hasPrefix("INC") || part.hasPrefix("PM") {
      let digits = part.drop { $0.isLetter }
      let isMark = part.count - digits.count <= 3 && (digits.isEmpty || Int(digits) != nil)
      guard isMark, index + 1 < parts.count || part.hasPrefix("INC") else { continue }
      let next = parts.dropFirst(index + 1).first.flatMap { Int($0) == nil ? nil : $0 }
      if let next { return part + "-" + next }
      if part.hasPrefix("INC"), digits.count >= 2 { return part }
    }
    return nil
  }

  /// The tracker's key at the start of a token: `PM2025-002-traefik` holds `PM2025-002`.
  private static func tracker(_ token: String) -> String? {
    let parts = token.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "_" }.map(String.init)
    guard let first = parts.first, parts.count >= 1 else { return nil }
    let letters = first.prefix { $0.isLetter }
    let digits = first.dropFirst(letters.count)
    guard letters.count >= 2, letters.count <= 10, letters.allSatisfy(\.isUppercase), digits.allSatisfy(\.isNumber),
      !notTrackers.contains(String(letters))
    else { return nil }
    var id = first
    for part in parts.dropFirst() {
      guard !part.isEmpty, part.allSatisfy(\.isNumber) else { break }
      id += "-" + part
    }
    let hasNumber = id.contains("-") || (letters == "INC" && digits.count >= 2)
    return hasNumber ? id : nil
  }

  /// Capitals with a number that are no incidents.
  private static let notTrackers: Set<String> = [
    "SEV", "GPT", "UTF", "SHA", "ISO", "RFC", "COVID", "LLM", "HTTP", "TLS", "CVE", "CWE", "AES", "MD", "HTTPS", "US",
    "EU",
    "FY", "IPV", "ASI", "OWASP", "AML", "CS", "UTC", "GMT",
  ]

  private static func bare(_ text: String) -> String {
    var id = text.trimmed
    if id.hasPrefix("#") { id = String(id.dropFirst()) }
    return String(id.map { $0 == " " ? "-" : $0 })
  }
}
