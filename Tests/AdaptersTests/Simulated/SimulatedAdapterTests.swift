import EvalSchema
import Testing

@testable import Adapters

@Suite struct SimulatedAdapterTests {
  /// What every request comes to, asked with so many in flight.
  private func outcomes(_ adapter: SimulatedAdapter, trials: Int, concurrency: Int) async -> [Result<
    Response, AdapterFailure
  >] {
    await withTaskGroup(of: (Int, Result<Response, AdapterFailure>).self) { group in
      var results: [Int: Result<Response, AdapterFailure>] = [:]
      for trial in 0..<trials {
        if trial >= concurrency, let (index, result) = await group.next() { results[index] = result }
        group.addTask {
          let request = SimulatorFixtures.request(seed: UInt64(trial))
          do throws(AdapterFailure) {
            return (trial, .success(try await adapter.respond(to: request)))
          } catch {
            return (trial, .failure(error))
          }
        }
      }
      for await (index, result) in group { results[index] = result }
      return (0..<trials).compactMap { results[$0] }
    }
  }

  @Test func itAnswersTheSameAtAnyConcurrency() async throws {
    let target = SimulatorFixtures.target(
      latency: SimulatedLatency(mean: 0.0005, spread: 1), faults: [SimulatedFault(kind: .overloaded, share: 0.2)])
    let one = await outcomes(try SimulatedAdapter(target: target), trials: 300, concurrency: 1)
    let many = await outcomes(try SimulatedAdapter(target: target), trials: 300, concurrency: 64)
    #expect(one.count == 300)
    #expect(one == many)
  }

  @Test func aSlowAnswerIsATimeout() async throws {
    let adapter = try SimulatedAdapter(target: SimulatorFixtures.target(latency: SimulatedLatency(mean: 3_600)))
    let failure = await #expect(throws: AdapterFailure.self) {
      try await adapter.respond(to: SimulatorFixtures.request(timeout: 0.01))
    }
    #expect(failure?.kind == .timeout)
  }

  @Test(arguments: [0.0, 3_600.0])
  func cancellationEndsIt(latency: Double) async throws {
    let adapter = try SimulatedAdapter(target: SimulatorFixtures.target(latency: SimulatedLatency(mean: latency)))
    let task = Task {
      while latency == 0 && !Task.isCancelled { await Task.yield() }
      return try await adapter.respond(to: SimulatorFixtures.request(timeout: 7_200))
    }
    task.cancel()
    let failure = await #expect(throws: AdapterFailure.self) { try await task.value }
    #expect(failure?.kind == .cancelled)
  }
}
