import EvalSchema
import FoundationEssentials
import TestSupport
import Testing

@testable import Adapters

@Suite struct CurlTransportTLSTests {
  private static let openssl = ChildProgram.path(of: "openssl")

  @Test(.enabled(if: openssl != nil, "there is no openssl in PATH"))
  func aCertificateOfItsOwnIsRefusedUnlessTheEnvironmentNamesIt() async throws {
    let openssl = try #require(Self.openssl)
    try await withTemporaryFolder { folder in
      try await Self.withServer(openssl, folder) { port, certificate in
        let request = HTTPRequest(method: "GET", url: "https://127.0.0.1:\(port)/", timeout: 30)
        try await withTransport { transport in
          let failure = await transport.failure(of: request)
          #expect(failure?.kind == .network)
          #expect(failure?.message.hasPrefix("TLS: the server's certificate is not trusted") == true)
        }
        try await withTransport(["SSL_CERT_FILE": certificate]) { transport in
          let response = try await transport.send(request)
          #expect(response.status == 200)
          // Another name than the certificate's is another server.
          let failure = await transport.failure(
            of: HTTPRequest(method: "GET", url: "https://localhost:\(port)/", timeout: 30))
          #expect(failure?.kind == .network)
          #expect(failure?.message.hasPrefix("TLS: ") == true)
        }
        try await withTransport(["SSL_CERT_FILE": folder + "/none.pem"]) { transport in
          let failure = await transport.failure(of: request)
          #expect(failure?.kind == .network)
          #expect(failure?.message.hasPrefix("TLS: the file of authorities cannot be read") == true)
        }
      }
    }
  }

  /// Runs a TLS server with a certificate that it signed itself, for 127.0.0.1 only.
  private static func withServer(
    _ openssl: String, _ folder: String, _ body: (Int, String) async throws -> Void
  ) async throws {
    let (key, certificate, output) = (folder + "/key.pem", folder + "/cert.pem", folder + "/output.txt")
    let maker = try ChildProgram(
      openssl,
      [
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
        "-keyout", key, "-out", certificate, "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
      ], output: output)
    let status = try await maker.end()
    try #require(status == 0)
    let server = try ChildProgram(
      openssl, ["s_server", "-accept", "127.0.0.1:0", "-cert", certificate, "-key", key, "-www"], output: output)
    let result: Result<Void, any Error>
    do { result = .success(try await body(try await port(in: output), certificate)) } catch { result = .failure(error) }
    try await server.stop()
    try result.get()
  }

  /// The port that the server says it listens on.
  private static func port(in output: String) async throws -> Int {
    for _ in 0..<1000 {
      let text = String(decoding: try Data(contentsOf: URL(filePath: output)), as: UTF8.self)
      for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
        if line.hasPrefix("ACCEPT"), let port = line.split(separator: ":").last.flatMap({ Int($0) }) { return port }
      }
      try await Task.sleep(for: .milliseconds(10))
    }
    throw ChildProgram.Refusal(reason: "the server names no port")
  }
}
