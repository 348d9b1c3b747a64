import Testing

@testable import EvalSchema

@Suite struct TargetAddressTests {
  @Test func anAddressIsTakenApart() throws {
    let address = try #require(TargetAddress("HTTPS://Api.Example.com:8443/v1/x?a=b&c"))
    #expect(address.isSecure)
    #expect(address.host == "api.example.com")
    #expect(address.hostHeader == "api.example.com:8443")
    #expect(address.path == "/v1/x")
    #expect(address.query == "a=b&c")
    let bare = try #require(TargetAddress("http://a.example?q"))
    #expect(bare.path == "" && bare.query == "q" && bare.hostHeader == "a.example")
  }

  @Test(arguments: [
    "ftp://a.example", "a.example", "https:/a.example", "https://", "https:///v1", "https://u:p@a.example",
    "https://a.example#f", "https://a.example:0", "https://a.example:99999", "https://a.example:x", "https://[::1",
    "https://a.example\\@b.example", "https://:80", "https://[::1]x",
  ])
  func whatCannotBeCalledIsRefused(text: String) { #expect(TargetAddress(text) == nil) }

  @Test(arguments: [
    ("http://localhost", true), ("http://LOCALHOST:8000/v1", true), ("http://127.0.0.1", true),
    ("http://127.3.2.1", true), ("http://[::1]:80", true), ("http://a.localhost", true),
    ("http://127.0.0.1.example", false),
    ("http://localhost.example", false), ("http://127.0.0", false), ("http://10.0.0.1", false),
    ("http://notlocalhost", false), ("http://0127.0.0.1", false), ("http://+127.0.0.1", false),
    ("http://127.0.0.01", false), ("http://127.0.0.256", false), ("http://127.0.0.", false),
  ])
  func thisMachineIsKnown(text: String, isLoopback: Bool) throws {
    #expect(try #require(TargetAddress(text)).isLoopback == isLoopback)
  }
}
