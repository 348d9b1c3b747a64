import Testing

@testable import Harness

@Suite struct JSONMemberTests {
  private func value(_ json: String) -> String? {
    Array(json.utf8).withUnsafeBytes { bytes in
      JSONMember.value(of: "key", in: bytes).map { String(decoding: $0, as: UTF8.self) }
    }
  }

  @Test(arguments: [
    (#"{"key":[1,{"a":"]"}],"z":1}"#, "[1,{\"a\":\"]\"}]"), (#"{"a":{"key":1},"key":2}"#, "2"),
    (#"{"a":"\"key\":3","key":"x\\"}"#, #""x\\""#), (#" { "a" : 1 , "key" : true } "#, "true "),
    (#"{"a":[{"key":0}],"key":{}}"#, "{}"), (#"{"a":"key","key":null}"#, "null"),
  ])
  func theOutermostMemberIsFound(json: String, expected: String) { #expect(value(json) == expected) }

  @Test(arguments: [
    "", "[]", "{", #"{"a":1}"#, #"{"key""#, #"{"key":"#, #"{"a":{"key":1}}"#, #"{"key":"open"#, #"{"key":[1"#,
  ])
  func whatIsNotThereIsNil(json: String) { #expect(value(json) == nil) }

  @Test func everyBitAndEveryByteCountsInADigest() {
    func digest(_ bytes: [UInt8]) -> UInt64 { bytes.withUnsafeBytes { JSONMember.digest($0) } }
    let text = Array("Your approval is pending: nobody has decided.".utf8)
    var seen: Set<UInt64> = [0, digest(text)]
    for bit in 0..<(8 * text.count) {
      var changed = text
      changed[bit / 8] ^= 1 << UInt8(bit % 8)
      seen.insert(digest(changed))
    }
    for length in text.indices { seen.insert(digest(Array(text[..<length]))) }
    for zeros in 0..<20 { seen.insert(digest(text + [UInt8](repeating: 0, count: zeros + 1))) }
    #expect(seen.count == 2 + 8 * text.count + text.count + 20)
    #expect(digest(text) == digest(Array(text)) && digest([]) != 0)
  }

  @Test(arguments: 0..<9)
  func aStringEndsBehindAnEvenNumberOfBackslashes(_ count: Int) {
    let backslashes = String(repeating: "\\", count: count)
    let found = value(#"{"a":"x\#(backslashes)"","key":7}"#)
    #expect((found == nil) == count.isMultiple(of: 2))
    #expect(value(#"{"a":"\#(backslashes)\#(backslashes)","key":7}"#) == "7")
  }
}
