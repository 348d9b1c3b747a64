import EvalSchema
import TestSupport
import Testing

@testable import relapse

/// The provider changes the model behind a name while a run goes on: the trials are not of one target.
@Suite struct ModelChangeTests {
  private func gate(_ model: @escaping @Sendable (Int) -> String) async throws -> (EvalSchema.ExitStatus, String) {
    try await withTestServer { request in
      let trial = LoopbackSuite.trial(request) ?? 0
      return LoopbackSuite.answer(trial, model: model(trial))
    } _: { server in
      let suite = try LoopbackSuite(trials: 90, url: server.url)
      let status = await suite.world.run(suite.gate("run"))
      return (status, suite.world.printed + suite.world.reported)
    }
  }

  @Test func twoModelsInOneRunAreInconclusive() async throws {
    let (status, text) = try await gate { $0 < 30 ? "loopback-2026-01-01" : "loopback-2026-02-01" }
    #expect(status == .inconclusive && text.contains("2 models answered"), "\(text)")
  }

  @Test func oneModelPasses() async throws {
    let (status, text) = try await gate { _ in "loopback-2026-01-01" }
    #expect(status == .pass && !text.contains("models answered"), "\(text)")
  }
}
