package import EvalSchema
import FoundationEssentials

/// Responses of an earlier run by what was asked, all in memory.
package struct Cassette: Sendable {
  /// The responses.
  package let responses: [CassetteKey: Response]

  /// Most findings of one file.
  private static let mostFindings = 20

  /// Reads a file; throws every finding with its line, the first twenty at most.
  package init(path: String) throws(DiagnosticError) {
    let data: Data
    do {
      data = try Data(contentsOf: URL(filePath: path))
    } catch {
      throw DiagnosticError(
        .error("cassette-unreadable", "the cassette cannot be read: \(error)", at: Place(file: path)))
    }
    try self.init(data, file: path)
  }

  /// Reads the bytes of a file. Complexity: O(n).
  init(_ data: Data, file: String) throws(DiagnosticError) {
    var responses: [CassetteKey: Response] = [:]
    var lines: [CassetteKey: Int] = [:]
    var findings: [Diagnostic] = []
    var number = 0
    var start = data.startIndex
    func report(_ code: String, _ message: String, hint: String? = nil) {
      findings.append(.error(code, message, at: Place(file: file, line: number), hint: hint))
    }

    while start < data.endIndex, findings.count < Self.mostFindings {
      number += 1
      guard let end = data[start...].firstIndex(of: 0x0A) else {
        report(
          "cassette-torn", "the last line has no end: the recording was interrupted",
          hint: "delete the line and record what is missing")
        break
      }
      let line: CassetteLine
      do {
        line = try CanonicalJSON.decode(CassetteLine.self, from: data[start..<end])
      } catch {
        report("cassette-line", "the line is not a line of a cassette")
        start = data.index(after: end)
        if number == 1 { break }
        continue
      }
      start = data.index(after: end)
      if number == 1 {
        guard line.kind == .cassette, line.version == CassetteLine.version else {
          report("cassette-header", "the first line is not the header of a cassette of version \(CassetteLine.version)")
          break
        }
        continue
      }
      guard line.kind == .response, let digest = line.digest, let trial = line.trial, let response = line.response
      else {
        report("cassette-line", "the line lacks `digest`, `trial` or `response`")
        continue
      }
      let key = CassetteKey(digest: digest, trial: trial)
      if let first = lines[key] {
        report(
          "cassette-duplicate", "the response of trial \(trial) to \(digest) is recorded twice, first in line \(first)")
      }
      lines[key] = number
      responses[key] = response
    }
    if number == 0 {
      findings.append(.error("cassette-header", "the cassette is empty", at: Place(file: file)))
    }
    guard findings.isEmpty else { throw DiagnosticError(findings) }
    self.responses = responses
  }
}
