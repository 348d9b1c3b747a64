import EvalSchema
import FoundationEssentials
import Testing

@testable import Adapters

@Suite struct CassetteTests {
  private static let header = #"{"kind":"cassette","version":1}"#
  private static func line(_ digest: String, _ trial: Int) -> String {
    #"{"digest":"\#(digest)","kind":"response","response":{"turn":"hi"},"step":0,"trial":\#(trial)}"#
  }

  private func read(_ text: String) -> Result<Cassette, DiagnosticError> {
    do throws(DiagnosticError) {
      return .success(try Cassette(Data(text.utf8), file: "c.jsonl"))
    } catch {
      return .failure(error)
    }
  }

  @Test func responsesAreFoundByDigestAndTrial() throws {
    let text = [Self.header, Self.line("aa", 0), Self.line("aa", 1), Self.line("bb", 0)].joined(separator: "\n") + "\n"
    let responses = try read(text).get().responses
    #expect(responses.count == 3)
    #expect(
      responses[CassetteKey(digest: Digest(digits: "aa"), trial: 1)] == Response(turn: AssistantTurn(content: "hi")))
    #expect(try read(text.replacing("\n", with: "\r\n")).get().responses == responses)
    #expect(try read(Self.header + "\n").get().responses.isEmpty)
  }

  @Test(arguments: [
    ("", ["cassette-header@0"]),
    ("\n", ["cassette-line@1"]),
    (header, ["cassette-torn@1"]),
    (line("aa", 0) + "\n", ["cassette-header@1"]),
    (#"{"kind":"cassette","version":2}"# + "\n", ["cassette-header@1"]),
    ("\(header)\n\(line("aa", 0))\n\(line("aa", 1))", ["cassette-torn@3"]),
    (
      "\(header)\nnope\n\n\(line("aa", 0))\n{\"kind\":\"other\"}\n",
      ["cassette-line@2", "cassette-line@3", "cassette-line@5"]
    ),
    ("\(header)\n\(header)\n", ["cassette-line@2"]),
    ("\(header)\n{\"kind\":\"response\",\"trial\":0}\n", ["cassette-line@2"]),
    ("\(header)\n\(line("aa", 3))\n\(line("bb", 3))\n\(line("aa", 3))\n", ["cassette-duplicate@4"]),
  ])
  func whatIsWrongIsNamedWithItsLine(text: String, expected: [String]) {
    guard case .failure(let error) = read(text) else {
      Issue.record("nothing was found")
      return
    }
    #expect(error.diagnostics.map { "\($0.code)@\($0.place?.line ?? 0)" } == expected)
    #expect(error.diagnostics.allSatisfy { $0.place?.file == "c.jsonl" })
  }

  @Test func findingsAreBounded() {
    guard case .failure(let error) = read(Self.header + "\n" + String(repeating: "x\n", count: 5_000)) else {
      Issue.record("nothing was found")
      return
    }
    #expect(error.diagnostics.count == 20)
  }

  @Test func anAbsentFileIsAFinding() {
    let error = #expect(throws: DiagnosticError.self) { try Cassette(path: "/no/such/cassette.jsonl") }
    #expect(error?.diagnostics.map(\.code) == ["cassette-unreadable"])
  }
}
