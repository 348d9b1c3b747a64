#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Gives the body a port on 127.0.0.1 that refuses every connection.
///
/// It is bound, and nobody listens there: a port that was only freed may belong to the next server of another test.
package func withRefusingPort<Value>(
  _ body: (Int) async throws -> Value, isolation: isolated (any Actor)? = #isolation
) async throws -> Value {
  #if canImport(Glibc)
    let stream = Int32(SOCK_STREAM.rawValue)
  #else
    let stream = SOCK_STREAM
  #endif
  let descriptor = socket(AF_INET, stream, 0)
  guard descriptor >= 0 else { throw TestServer.Refusal(reason: "socket: \(errno)") }
  defer { _ = close(descriptor) }
  TestServer.prepare(descriptor)
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
  var length = socklen_t(MemoryLayout<sockaddr_in>.size)
  let isBound = withUnsafeMutablePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
    }
  }
  guard isBound else { throw TestServer.Refusal(reason: "bind: \(errno)") }
  return try await body(Int(UInt16(bigEndian: address.sin_port)))
}
