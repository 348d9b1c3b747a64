import EvalSchema
import Testing

@testable import Adapters

/// A transport that is closed when the test is over, and then must hold nothing.
///
/// Connections are kept for long, so that a machine with much to do does not change what a test sees.
func withTransport<Value>(
  _ environment: [String: String] = [:], capacity: Int = 4096, connectTimeout: Double = 60,
  isolation: isolated (any Actor)? = #isolation, _ body: (CurlTransport) async throws -> Value
) async throws -> Value {
  let transport = CurlTransport(
    environment: environment, capacity: capacity, connectTimeout: connectTimeout, idleReuse: 600)
  let result: Result<Value, any Error>
  do { result = .success(try await body(transport)) } catch { result = .failure(error) }
  await transport.close()
  #expect(transport.census == CurlMailbox.Census())
  return try result.get()
}

extension HTTPTransport {
  /// The failure that a request ends with; nil when it brings a response.
  func failure(of request: HTTPRequest) async -> AdapterFailure? {
    do throws(AdapterFailure) {
      _ = try await send(request)
      return nil
    } catch {
      return error
    }
  }
}
