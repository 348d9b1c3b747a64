import EvalSchema
import Foundation
import Testing

@testable import Authoring

@Suite struct RedactorTests {
  private func redacted(_ text: String, names: [String] = []) -> String {
    var redactor = Redactor(finder: SensitiveFinder(names: names))
    return redactor.redact(text).text
  }

  @Test(arguments: [
    (
      "a@acme.io, A@Acme.io, b@acme.io, c@other.io",
      "person-1@example.com, person-1@example.com, person-2@example.com, person-3@example.org"
    ),
    ("+49 30 901820-1 = 0049 30 9018201, +49 30 901820-2", "+00 000 0001 = +00 000 0001, +00 000 0002"),
    ("93.184.216.34 93.184.216.35 93.184.216.34", "203.0.113.1 203.0.113.2 203.0.113.1"),
    ("2a00:1450:4001:82b::200e", "2001:db8::1"), ("Password: hunter2hunter2\n", "Password: REDACTED-KEY-1\n"),
    ("postgres://app:s3cret@db.acme.io/x", "postgres://REDACTED-KEY-1@db.acme.io/x"),
    ("person-1@example.com wrote to a@acme.io", "person-1@example.com wrote to person-2@example.com"), ("", ""),
  ])
  func equalThingsStayEqual(_ text: String, _ expected: String) {
    #expect(redacted(text) == expected)
  }

  @Test func accountsAndCardsKeepTheirForm() {
    let account = redacted("IBAN DE02 1203 0000 0000 2020 51")
    #expect(account == "IBAN DE\(account.dropFirst(7).prefix(2)) 0000 0000 0000 0000 01")
    #expect(BankAccountForm.isValid(String(account.dropFirst(5).filter { $0 != " " })))
    for card in ["4556 7375 8689 9855", "4556737586899855", "3714 901234 56786", "36148900647913"] {
      let made = redacted(card)
      let digits = String(made.filter(\.isNumber))
      #expect(made.count == card.count)
      #expect(CardForm.isCard(digits), "\(made)")
      #expect(digits.suffix(4) == card.filter(\.isNumber).suffix(4))
      #expect(digits.prefix(2) == card.prefix(2))
      #expect(FictionalData.isFictional(card: digits))
    }
  }

  @Test func namesKeepTheirLines() {
    #expect(redacted("Ana\nRuiz and ana ruiz", names: ["Ana Ruiz"]) == "Person\n1 and Person 1")
  }

  @Test func whatWasRedactedIsNotRedactedAgain() {
    let text = """
      a@acme.io +49 30 901820 DE02120300000000202051 4556737586899855 93.184.216.34 2a00:1450:4001:82b::200e
      token=a1b2c3d4e5 https://u:p4ss@acme.io AKIAQWERTYUIOPASDF12 Ana
      """
    var redactor = Redactor(finder: SensitiveFinder(names: ["Ana"]))
    let first = redactor.redact(text)
    #expect(first.obstacle == nil)
    #expect(Set(first.redactions.map(\.kind)) == Set(SensitiveKind.allCases))
    var other = Redactor(finder: SensitiveFinder(names: ["Ana"]))
    let second = other.redact(first.text)
    #expect(second.text == first.text)
    #expect(second.redactions.isEmpty)
    #expect(SecretScanner.secrets(in: first.text).isEmpty)
  }

  @Test func theReportSaysWhereAndNotWhat() throws {
    var redactor = Redactor()
    let outcome = redactor.redact("a@acme.io\n\na@acme.io b@acme.io\n+49 30 901820\n")
    #expect(outcome.redactions.summary == "3 e-mail addresses (lines 1, 3), 1 phone number (line 4)")
    let json = try CanonicalJSON.text(outcome.redactions)
    #expect(json.contains("{\"kind\":\"email\",\"lines\":[1,3],\"pseudonym\":\"person-1@example.com\"}"))
    #expect(!json.contains("acme"))
  }

  @Test func aPrivateKeyCannotBeRedacted() {
    var redactor = Redactor()
    let text = "x\n-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----\na@acme.io\n"
    let outcome = redactor.redact(text)
    #expect(outcome.obstacle == 2)
    #expect(outcome.text == text)
  }

  @Test func aRedactorGoesOnFromDocumentToDocumentAndFromMapToMap() {
    var redactor = Redactor(finder: SensitiveFinder(names: ["Ana"]))
    #expect(redactor.redact("a@acme.io Ana").text == "person-1@example.com Person 1")
    #expect(
      redactor.redact("b@acme.io a@acme.io api_key=a1b2c3d4e5").text
        == "person-2@example.com person-1@example.com api_key=REDACTED-KEY-1")
    let map = redactor.map
    #expect(map.entries.map(\.kind) == [.email, .email, .name])
    var later = Redactor(finder: SensitiveFinder(names: ["Ana"]), map: map)
    #expect(later.redact("c@acme.io b@acme.io").text == "person-3@example.com person-2@example.com")
  }

  @Test func theMapLiesOutsideOfTheRepository() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "relapse-map-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }  // Left-overs of a test harm nobody.
    let evalset = folder + "/repo/evalsets/set"
    try FileManager.default.createDirectory(atPath: evalset, withIntermediateDirectories: true)
    try FileManager.default.createDirectory(atPath: folder + "/repo/.git", withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(atPath: folder + "/link", withDestinationPath: folder + "/repo/evalsets")
    let map = RedactionMap(entries: [.init(kind: .email, original: "a@acme.io", pseudonym: "person-1@example.com")])
    for inside in [
      evalset + "/map.json", folder + "/repo/map.json", folder + "/link/map.json", folder + "/x/../repo/map.json",
    ] {
      let error = #expect(throws: DiagnosticError.self) { try map.write(inside, evalset: evalset) }
      #expect(error?.diagnostics.map(\.code) == ["redaction-map-inside"])
      #expect(throws: DiagnosticError.self) { try RedactionMap.read(inside, evalset: evalset) }
    }
    let outside = folder + "/map.json"
    let none = try RedactionMap.read(outside, evalset: evalset)
    #expect(none.entries.isEmpty)
    try map.write(outside, evalset: evalset)
    try map.write(outside, evalset: evalset)
    let again = try RedactionMap.read(outside, evalset: evalset)
    #expect(again == map)
    let mode = try FileManager.default.attributesOfItem(atPath: outside)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    try Data("{}".utf8).write(to: URL(filePath: outside))
    let error = #expect(throws: DiagnosticError.self) { try RedactionMap.read(outside, evalset: evalset) }
    #expect(error?.diagnostics.map(\.code) == ["redaction-map-unreadable"])
    let nowhere = #expect(throws: DiagnosticError.self) { try map.write(folder + "/no/where.json", evalset: evalset) }
    #expect(nowhere?.diagnostics.map(\.code) == ["redaction-map-unwritable"])
  }
}
