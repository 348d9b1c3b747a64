import Testing

@testable import EvalSchema

/// Vectors of FIPS 180-4 and of the NIST examples.
@Suite struct DigestTests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func knownTextsHaveTheirDigests(_ text: String, _ digits: String) {
    #expect(Digest(of: text).description == digits)
  }

  @Test func aMillionBytesHaveTheirDigest() {
    let digest = Digest(of: repeatElement(UInt8(ascii: "a"), count: 1_000_000))
    #expect(digest.description == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test func everyPaddingLengthDiffers() {
    let digests = Set((0...130).map { Digest(of: repeatElement(UInt8(0), count: $0)).description })
    #expect(digests.count == 131)
  }

  @Test func equalValuesHaveEqualDigestsWhateverTheOrder() throws {
    let left: JSONValue = ["a": 1, "b": [true, nil_]]
    let right: JSONValue = ["b": [true, nil_], "a": 1]
    #expect(try Digest(ofJSON: left) == Digest(ofJSON: right))
  }

  private var nil_: JSONValue { .null }
}
