import FoundationEssentials

/// A folder that is gone when the test is over.
package func withTemporaryFolder<Value>(
  _ body: (String) async throws -> Value, isolation: isolated (any Actor)? = #isolation
) async throws -> Value {
  let path = FileManager.default.temporaryDirectory.path + "/relapse-test-\(UUID().uuidString)"
  try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  let result: Result<Value, any Error>
  do { result = .success(try await body(path)) } catch { result = .failure(error) }
  try FileManager.default.removeItem(atPath: path)
  return try result.get()
}
