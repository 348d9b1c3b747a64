import EvalSchema
import FoundationEssentials
import Testing

@testable import Adapters

/// The vectors of the published AWS Signature Version 4 test suite, and one for Bedrock's paths computed with botocore 1.44.5.
@Suite struct AWSSignatureTests {
  struct Vector: Sendable, CustomTestStringConvertible {
    var name: String
    var method = "GET"
    var url = "https://example.amazonaws.com/"
    var headers: [HTTPRequest.Header] = []
    var body = ""
    var token: String?
    var signedHeaders = "host;x-amz-date"
    var signature: String

    var testDescription: String { name }
  }

  private static let token =
    "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA=="

  static let vectors: [Vector] = [
    Vector(name: "get-vanilla", signature: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
    Vector(
      name: "post-vanilla", method: "POST",
      signature: "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"),
    Vector(
      name: "get-vanilla-query-order-key-case", url: "https://example.amazonaws.com/?Param2=value2&Param1=value1",
      signature: "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"),
    Vector(
      name: "get-utf8", url: "https://example.amazonaws.com/\u{1234}",
      signature: "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85"),
    Vector(
      name: "get-header-value-trim",
      headers: [.init(name: "My-Header1", value: " value1"), .init(name: "My-Header2", value: " \"a   b   c\"")],
      signedHeaders: "host;my-header1;my-header2;x-amz-date",
      signature: "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"),
    Vector(
      name: "post-x-www-form-urlencoded", method: "POST",
      headers: [.init(name: "Content-Type", value: "application/x-www-form-urlencoded")], body: "Param1=value1",
      signedHeaders: "content-type;host;x-amz-date",
      signature: "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"),
    Vector(
      name: "post-sts-header-before", method: "POST", token: token,
      signedHeaders: "host;x-amz-date;x-amz-security-token",
      signature: "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead"),
  ]

  @Test(arguments: vectors)
  func aPublishedVectorHolds(vector: Vector) throws {
    let signature = AWSSignature(
      credentials: .init(
        id: "AKIDEXAMPLE", secret: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", sessionToken: vector.token),
      region: "us-east-1", service: "service")
    let request = HTTPRequest(
      method: vector.method, url: vector.url, headers: vector.headers, body: Array(vector.body.utf8))
    let signed = signature.signed(request, at: "20150830T123600Z")
    #expect(
      signed.headers.last?.value
        == "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=\(vector.signedHeaders), Signature=\(vector.signature)"
    )
  }

  @Test func aBedrockRequestIsSignedAsAmazonsOwnLibraryDoes() throws {
    let signature = AWSSignature(
      credentials: .init(
        id: "AKIDEXAMPLE", secret: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", sessionToken: "token+with/signs=="),
      region: "eu-central-1", service: "bedrock")
    let url =
      "https://bedrock-runtime.eu-central-1.amazonaws.com/model/arn%3Aaws%3Abedrock%3Aeu-central-1%3A1%3Ainference-profile%2Fm-v1%3A0/converse"
    let signed = signature.signed(.posting(Array(#"{"messages":[]}"#.utf8), to: url), at: "20261102T101112Z")
    #expect(
      signed.headers.last?.value
        == "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261102/eu-central-1/bedrock/aws4_request, SignedHeaders=accept;content-type;host;x-amz-date;x-amz-security-token, Signature=37295e5836919fb17776d8eaafc6751e2a1eab2883d4e7c690ac641627cbe27e"
    )
  }

  @Test func aPortIsPartOfTheHostWhereItIsNotTheUsualOne() {
    func host(_ url: String) -> String? { AWSSignature.canonicalHeaders(of: HTTPRequest(url: url)).first?.value }
    #expect(host("https://a.example:443/x") == "a.example")
    #expect(host("https://A.example:8443/x") == "a.example:8443")
    #expect(host("http://localhost:80") == "localhost")
  }

  @Test func theDateIsWrittenWithoutSigns() {
    #expect(AWSSignature.timestamp(Date(timeIntervalSince1970: 1_440_938_160)) == "20150830T123600Z")
  }

  /// RFC 4231, test cases 1, 2 and 6.
  @Test(arguments: [
    (
      [UInt8](repeating: 0x0B, count: 20), "Hi There",
      "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    ),
    (
      Array("Jefe".utf8), "what do ya want for nothing?",
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    ),
    (
      [UInt8](repeating: 0xAA, count: 131), "Test Using Larger Than Block-Size Key - Hash Key First",
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
    ),
  ])
  func theCodesOfTheRFCHold(key: [UInt8], message: String, code: String) {
    #expect(HMAC.hex(HMAC.sha256(Array(message.utf8), key: key)) == code)
  }
}
