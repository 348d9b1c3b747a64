import Authoring
import EvalSchema

/// `relapse retire`: a case no longer decides, and its file stays.
enum RetireCommand {
  static let spec = CommandSpec(
    name: "retire", summary: "Take cases out of every gate, with a reason and a record; their files stay.",
    arguments: [.init(name: "CASE", repeats: true)], options: LedgerDesk.options,
    examples: [
      ("relapse retire INC-2077-sms-too-long --reason \"the SMS channel was closed\" --record OPS-91", "one case")
    ],
    run: { try await run($0, $1) })

  private static func run(_ invocation: Invocation, _ world: World) async throws -> ExitStatus {
    let desk = try await LedgerDesk(invocation, world)
    // What is retired need not be proven: it may be retired because it no longer can be.
    return try desk.write(try await desk.clerk.retire(LedgerDesk.ids(invocation)))
  }
}
