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

  @Test func digestsAreFixedAndNeverZero() {
    #expect(Array("a".utf8).withUnsafeBytes { JSONMember.digest($0) } == 0xaf63_dc4c_8601_ec8c)
    #expect([UInt8]().withUnsafeBytes { JSONMember.digest($0) } == 0xcbf2_9ce4_8422_2325)
  }
}
