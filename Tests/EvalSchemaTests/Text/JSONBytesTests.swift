import EvalSchema
import FoundationEssentials
import Testing

/// JSON by hand is the JSON of the encoder, or says that it cannot tell.
@Suite struct JSONBytesTests {
  @Test func everyCharacterIsWrittenAsTheEncoderWritesIt() throws {
    var certain = 0
    for value in Array(0..<0x300) + [0x2028, 0x2029, 0xFEFF, 0xFFFD, 0x1F642, 0x10FFFF] {
      guard let scalar = Unicode.Scalar(UInt32(value)) else { continue }
      let text = "a\(Character(scalar))b/"
      var json = JSONBytes()
      json.string(text)
      guard json.isCertain else { continue }
      certain += 1
      let known = Array(try CanonicalJSON.line(JSONValue.string(text)))
      #expect(json.bytes == known, "U+\(String(value, radix: 16))")
    }
    #expect(certain > 0x300 - 40)
  }

  @Test(arguments: [
    0, -0.0, 1, -1, 0.1, 1.25e-05, 0.0016977720000000002, 100, 1e15, 1e16, 123_456_789_012, 1e21, 1e300, -2.5e-300,
    .greatestFiniteMagnitude, .leastNonzeroMagnitude, .pi,
  ])
  func everyNumberIsWrittenAsTheEncoderWritesIt(_ number: Double) throws {
    var json = JSONBytes()
    json.number(number)
    let known = Array(try CanonicalJSON.line(JSONValue.number(number)))
    #expect(json.isCertain && json.bytes == known)
  }

  @Test func whatIsNoNumberIsLeftToTheEncoder() {
    for number in [Double.nan, .infinity, -.infinity] {
      var json = JSONBytes()
      json.number(number)
      #expect(!json.isCertain)
    }
  }

  @Test func aValueIsWrittenAsTheEncoderWritesIt() throws {
    let value: JSONValue = [
      "b": [1, -7, 2.5, true, false, .null, "x\n\"y\"\\z\t\r", [], [:]], "a": ["é": 10, "e": .integer(.min)],
      "Z": .integer(.max), "": 0, "a_b": 9, "aB": 1,
    ]
    var json = JSONBytes()
    json.value(value)
    let known = try CanonicalJSON.text(value)
    #expect(json.isCertain && String(decoding: json.bytes, as: UTF8.self) == known)
  }
}
