extension TestServer {
  /// One request as it arrived.
  package struct Request: Sendable {
    package var method: String
    /// As sent: a path, or a whole address when the server is used as a proxy.
    package var target: String
    /// Names in lower case, in the order of arrival.
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]
    /// The number of the connection, from 0.
    package var connection = 0
    /// The number of the request on its connection, from 0.
    package var turn = 0
    /// The number of the request on the server, from 0.
    package var number = 0

    /// The first header of a name in lower case.
    package func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
  }

  /// What the bytes of a connection hold.
  enum Reading {
    case unfinished
    /// A request, and how many bytes it took.
    case request(Request, Int)
    /// What is wrong with it.
    case violation(String)
  }

  /// Reads a request strictly: whatever a lenient server would forgive is a violation.
  static func read(_ bytes: [UInt8]) -> Reading {
    guard bytes.first.map({ (0x41...0x5A).contains($0) }) != false else { return .violation("no request at all") }
    guard let end = blankLine(in: bytes) else {
      return bytes.count > 1_048_576 ? .violation("a head without an end") : .unfinished
    }
    let head = String(decoding: bytes[..<end], as: UTF8.self)
    var lines: [Substring] = []
    for line in head.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false) {
      lines.append(Substring(line))
    }
    for index in lines.indices {
      // The last line has no line break of its own here; every other one ends with CR LF.
      if index < lines.count - 1 {
        guard lines[index].unicodeScalars.last == "\r" else { return .violation("a line without CR") }
        lines[index] = Substring(lines[index].unicodeScalars.dropLast())
      }
      if lines[index].unicodeScalars.contains(where: { $0.value < 0x20 && $0 != "\t" }) {
        return .violation("a control character in the head")
      }
    }
    let words = lines[0].split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 3, words[2] == "HTTP/1.1" else { return .violation("the request line \(lines[0])") }
    var request = Request(method: String(words[0]), target: String(words[1]), headers: [], body: [])
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":"), colon > line.startIndex, !line[..<colon].contains(" ") else {
        return .violation("the header line \(line)")
      }
      let value = line[line.index(after: colon)...].drop { $0 == " " }
      request.headers.append((line[..<colon].lowercased(), String(value)))
    }
    guard request.headers.filter({ $0.name == "host" }).count == 1 else { return .violation("not one Host") }
    guard request.header("transfer-encoding") == nil else { return .violation("a body in chunks") }
    guard request.headers.filter({ $0.name == "content-length" }).count <= 1 else { return .violation("two lengths") }
    let length = request.header("content-length") ?? "0"
    guard let count = Int(length), count >= 0 else { return .violation("the length \(length)") }
    let start = end + 4
    guard bytes.count >= start + count else { return .unfinished }
    request.body = Array(bytes[start..<(start + count)])
    return .request(request, start + count)
  }

  /// The index of the CR LF CR LF that ends the head.
  private static func blankLine(in bytes: [UInt8]) -> Int? {
    guard bytes.count >= 4 else { return nil }
    for index in 0...(bytes.count - 4)
    where bytes[index] == 13 && bytes[index + 1] == 10 && bytes[index + 2] == 13 && bytes[index + 3] == 10 {
      return index
    }
    return nil
  }
}
