import Testing

@testable import Authoring

@Suite struct SensitiveFinderTests {
  private func found(_ text: String, names: [String] = [], keeps: Set<String> = []) -> [String] {
    let scalars = Array(text.unicodeScalars)
    return SensitiveFinder(names: names, keeps: keeps).spans(in: text).map {
      "\($0.kind.rawValue) \(scalars[$0.range].text)"
    }
  }

  @Test(arguments: [
    ("write to Ana.Ruiz+x@shop.acme.io.", ["email Ana.Ruiz+x@shop.acme.io"]),
    ("a@acme.io, b@acme.io", ["email a@acme.io", "email b@acme.io"]), ("müller@straße.de", ["email müller@straße.de"]),
    ("call +49 (30) 901820-12 now", ["phone +49 (30) 901820-12"]), ("0049 30 90182012", ["phone 0049 30 90182012"]),
    ("(212) 867-1234 or 212.867.1235", ["phone (212) 867-1234", "phone 212.867.1235"]),
    ("1-212-867-1234", ["phone 1-212-867-1234"]), ("Tel.: 030 901820", ["phone 030 901820"]),
    ("phone number is 90182012.", ["phone 90182012"]), ("{\"phone\":\"+4930901820\"}", ["phone +4930901820"]),
    ("IBAN DE02 1203 0000 0000 2020 51.", ["iban DE02 1203 0000 0000 2020 51"]),
    ("de02120300000000202051", ["iban de02120300000000202051"]), ("NL02ABNA0123456789", ["iban NL02ABNA0123456789"]),
    ("card 4556 7375 8689 9855, exp 12/29", ["card 4556 7375 8689 9855"]),
    ("4556737586899855", ["card 4556737586899855"]),
    ("4556-7375-8689-9855 2029", ["card 4556-7375-8689-9855"]), ("amex 3714 901234 56786", ["card 3714 901234 56786"]),
    ("from 93.184.216.34:443.", ["ip 93.184.216.34"]), ("IP:93.184.216.34", ["ip 93.184.216.34"]),
    ("[2a00:1450:4001:82b::200e]:443", ["ip 2a00:1450:4001:82b::200e"]),
    ("key AKIAQWERTYUIOPASDF12 leaked", ["secret AKIAQWERTYUIOPASDF12"]),
    ("Password: hunter2hunter2", ["secret hunter2hunter2"]),
    ("api_key=\"a1b2c3d4e5\"", ["secret a1b2c3d4e5"]), ("**API key:** `a1b2c3d4e5`", ["secret a1b2c3d4e5"]),
    ("{\"client_secret\": \"a1b2c3d4e5\"}", ["secret a1b2c3d4e5"]),
    ("postgres://app:s3cret@db.acme.io/x", ["secret app:s3cret"]),
    ("Authorization: Bearer abcdefghij0123456789", ["secret abcdefghij0123456789"]),
    ("qZ8vK2mN5tR7wX1yB4cD6fG9hJ3kL0pS done", ["secret qZ8vK2mN5tR7wX1yB4cD6fG9hJ3kL0pS"]),
  ])
  func whatTellsAPersonOrOpensADoorIsFound(_ text: String, _ spans: [String]) {
    #expect(found(text) == spans)
  }

  @Test(arguments: [
    // Made up by a standard or a provider.
    "ana@example.com, bo@mail.example.org, c@shop.test", "+1 212 555 0123, (212) 555-0199, 555-0100",
    "+44 7700 900123, 020 7946 0018", "4242 4242 4242 4242, 378282246310005", "DE89 3704 0044 0532 0130 00",
    "10.1.2.3, 192.168.0.1, 127.0.0.1, 203.0.113.9, 2001:db8::1, ::1, fe80::1:2:3",
    // Not what it looks like.
    "at 2026-05-14 10:20:30.123456", "2026-05-14T10:20:30Z, 14.05.2026 10:20",
    "order 8812, RC-6604, INC-2041, #12345678",
    "version 1.2.3.4, v1.2.3.4, 1.2.3.4-beta", "severity::1, std::vector, a::b, 10:20:30", "4556737586899856",
    "called on 2026-05-14", "max_tokens: 4096, tokens: 12345678, Key: INC-2041, token: INC-2041",
    "password: ${PASSWORD1}, password: <password1>, secret: correcthorse", "git@github.com:acme/shop.git, @scope/pkg",
    "sha256: 4eef9e3d2a01d1ff45f180a88cae2c7d6a75c98bc51d3a45673f31846316c0d9", "1,234,567,890 and 3.14159265358979",
    "id 01J8ZQ5M2N7X4V6B8C1D3F5G7H", "0.0000001234567890", "123e4567-e89b-12d3-a456-426614174000",
    "costs 12 345 678 EUR", "ES0000000000000000000000", "gpt-4.1-2025-04-14, claude-3-5-sonnet-20241022",
  ])
  func whatIsMadeUpOrSomethingElseIsLeftAlone(_ text: String) {
    #expect(found(text) == [])
  }

  @Test func namesAreFoundAsWholeWords() {
    #expect(
      found("ANA RUIZ, Ana\nRuiz's, Anabel, Ana", names: ["Ana Ruiz", "ana"]) == [
        "name ANA RUIZ", "name Ana\nRuiz", "name Ana",
      ])
    #expect(found("Özlem und ÖZLEM und Özlems", names: ["özlem"]) == ["name Özlem", "name ÖZLEM"])
    #expect(found("anything", names: ["", "  "]) == [])
  }

  @Test func whatIsKeptIsNotFound() {
    #expect(found("4556737586899855 and a@acme.io", keeps: ["4556737586899855"]) == ["email a@acme.io"])
  }

  @Test func nothingOverlaps() {
    let text = "https://ana:pass1234@acme.io/?mail=ana@acme.io Ana@acme.io +49 30 901820 93.184.216.34"
    let spans = SensitiveFinder(names: ["Ana", "acme"]).spans(in: text)
    for (left, right) in zip(spans, spans.dropFirst()) { #expect(left.range.upperBound <= right.range.lowerBound) }
    #expect(Set(spans.map(\.kind)).isSuperset(of: [.secret, .email, .phone, .ip]))
  }

  @Test(arguments: ["@", "+", "(", "1", ":", "a:", "4 ", "DE0", "=", "1.", "\u{1F600}@"])
  func hostileRunsEnd(_ part: String) {
    #expect(found(String(repeating: part, count: 20_000)).count <= 20_000)
  }
}
