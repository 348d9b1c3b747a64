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
  let (descriptor, port) = try TestServer.bound()
  defer { _ = close(descriptor) }
  TestServer.prepare(descriptor)
  return try await body(port)
}
