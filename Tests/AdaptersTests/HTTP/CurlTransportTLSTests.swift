import EvalSchema
import FoundationEssentials
import TestSupport
import Testing

@testable import Adapters

@Suite struct CurlTransportTLSTests {
  private static let openssl = ChildProgram.path(of: "openssl")
  private static let node = ChildProgram.path(of: "node")
  /// Of Debian's package nghttp2-server, in a folder that not everybody has in PATH.
  private static let nghttpd = ChildProgram.path(of: "nghttpd") ?? ChildProgram.path(of: "nghttpd", in: "/usr/sbin")
  /// In CI a program that is missing fails the test; what is skipped everywhere proves nothing.
  private static let isCI = ProcessInfo.processInfo.environment["CI"] == "true"

  @Test(.enabled(if: openssl != nil || isCI, "there is no openssl in PATH"))
  func aCertificateOfItsOwnIsRefusedUnlessTheEnvironmentNamesIt() async throws {
    let openssl = try #require(Self.openssl)
    try await withTemporaryFolder { folder in
      let pair = try await KeyPair(openssl, folder)
      let certificate = pair.certificate
      let arguments = ["s_server", "-accept", "127.0.0.1:0", "-cert", certificate, "-key", pair.key, "-www"]
      try await withServerProgram(openssl, arguments, output: folder + "/output.txt") { port in
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

  /// A server of others which speaks HTTP/2 and nothing else, and writes down what it sees.
  @Test(.enabled(if: openssl != nil && nghttpd != nil || isCI, "there is no openssl or no nghttpd (nghttp2-server)"))
  func aServerOfOthersSeesManyRequestsOnFewConnectionsOfHTTP2() async throws {
    let openssl = try #require(Self.openssl, "openssl is missing")
    let nghttpd = try #require(Self.nghttpd, "nghttpd is missing: apt-get install nghttp2-server")
    try await withTemporaryFolder { folder in
      let pair = try await KeyPair(openssl, folder)
      try Data(repeating: 98, count: 1_000_000).write(to: URL(filePath: folder + "/large"))
      let output = folder + "/output.txt"
      let arguments = ["-v", "--echo-upload", "-a", "127.0.0.1", "-d", folder]
      try await withListeningProgram(nghttpd, { arguments + ["\($0)", pair.key, pair.certificate] }, output: output) {
        port in
        let url = "https://127.0.0.1:\(port)/"
        try await withTransport(["SSL_CERT_FILE": pair.certificate], capacity: 64) { transport in
          let failures = try await withThrowingTaskGroup(of: FailureKind?.self) { group in
            for index in 0..<400 {
              group.addTask {
                // Between them one that is larger than it may be: its stream ends, and nobody else's.
                let isLarge = index % 40 == 39
                let body = Self.body(index)
                let request = HTTPRequest(
                  method: isLarge ? "GET" : "POST", url: url + "large", body: isLarge ? [] : body,
                  timeout: 60, responseBytes: 100_000)
                do throws(AdapterFailure) {
                  let answer = try await transport.send(request)
                  #expect(answer.status == 200 && answer.body == body, "request \(index)")
                  return nil
                } catch {
                  return error.kind
                }
              }
            }
            return try await group.reduce(into: []) { $0.append($1) }
          }
          #expect(failures.count { $0 == .tooLarge } == 10 && failures.count { $0 == nil } == 390, "\(failures)")
          let silent = Task { await transport.failure(of: HTTPRequest(method: "GET", url: url + "large")) }
          silent.cancel()
          #expect(await silent.value?.kind == .cancelled)
          let after = try await transport.send(HTTPRequest(url: url, body: Self.body(7), timeout: 60))
          #expect(after.body == Self.body(7) && after.header("Server")?.hasPrefix("nghttpd") == true)
        }
        let seen = try Data(contentsOf: URL(filePath: output)).split(separator: 10)
        let connections = seen.count { $0.elementsEqual("The negotiated protocol: h2".utf8) }
        let requests = seen.count {
          $0.starts(with: "[id=".utf8) && $0.firstRange(of: Data(" recv HEADERS ".utf8)) != nil
        }
        #expect(requests >= 401)
        #expect(connections >= 1 && connections <= 20, "\(connections) connections for \(requests) requests")
      }
    }
  }

  /// A body that no other request has, of a length that no other has.
  private static func body(_ index: Int) -> [UInt8] {
    Array("request \(index) ".utf8) + [UInt8](repeating: UInt8(97 + index % 26), count: index * 50)
  }

  /// A server that speaks HTTP/2: it answers with the path, the length of the body and how many connections it had.
  private static let http2 = """
    const http2 = require('http2'), fs = require('fs');
    let sessions = 0;
    const server = http2.createSecureServer(
      {key: fs.readFileSync(process.argv[1]), cert: fs.readFileSync(process.argv[2])});
    server.on('session', () => sessions++);
    server.on('stream', (stream, headers) => {
      const path = headers[':path'];
      let length = 0;
      stream.on('error', () => {});
      if (path === '/reset') return stream.close(http2.constants.NGHTTP2_INTERNAL_ERROR);
      if (path === '/silent') return;
      stream.on('data', data => length += data.length);
      stream.on('end', () => setTimeout(() => {
        if (stream.destroyed) return;
        stream.respond({':status': 200, 'x-path': path});
        stream.end(`${path} ${length} ${sessions}`);
      }, 20));
    });
    server.listen(0, '127.0.0.1', () => console.log('ACCEPT 127.0.0.1:' + server.address().port));
    """

  @Test(.enabled(if: openssl != nil && node != nil, "there is no openssl or no node in PATH"))
  func manyRequestsShareAConnectionOfHTTP2AndDoNotHurtEachOther() async throws {
    let (openssl, node) = (try #require(Self.openssl), try #require(Self.node))
    try await withTemporaryFolder { folder in
      let pair = try await KeyPair(openssl, folder)
      let arguments = ["-e", Self.http2, pair.key, pair.certificate]
      try await withServerProgram(node, arguments, output: folder + "/output.txt") { port in
        try await withTransport(["SSL_CERT_FILE": pair.certificate]) { transport in
          let url = "https://127.0.0.1:\(port)"
          let silent = Task { await transport.failure(of: HTTPRequest(url: url + "/silent", timeout: 600)) }
          let answers = try await withThrowingTaskGroup(of: (Int, String).self) { group in
            for index in 0..<300 {
              group.addTask {
                let request = HTTPRequest(
                  url: "\(url)/\(index)", body: [UInt8](repeating: 97, count: index), timeout: 60)
                return (index, String(decoding: try await transport.send(request).body, as: UTF8.self))
              }
            }
            return try await group.reduce(into: [Int: String]()) { $0[$1.0] = $1.1 }
          }
          #expect(answers.count == 300)
          #expect(answers.allSatisfy { $0.value.hasPrefix("/\($0.key) \($0.key) ") })
          let connections = answers.values.compactMap { $0.split(separator: " ").last.flatMap { Int($0) } }.max()
          #expect((connections ?? 300) < 300)
          let broken = await transport.failure(of: HTTPRequest(url: url + "/reset", timeout: 60))
          #expect(broken?.kind == .network)
          silent.cancel()
          let cancelled = await silent.value
          #expect(cancelled?.kind == .cancelled)
          let after = try await transport.send(HTTPRequest(url: url + "/after", timeout: 60))
          #expect(after.status == 200)
          #expect(after.header("X-Path") == "/after")
        }
      }
    }
  }
}
