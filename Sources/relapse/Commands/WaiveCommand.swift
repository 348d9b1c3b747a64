import Authoring
import EvalSchema

/// `relapse waive`: a waiver that stands in `waivers.yaml` is recorded.
enum WaiveCommand {
  static let spec = CommandSpec(
    name: "waive",
    summary: "Record waivers of waivers.yaml in the ledger, with the reason and the record that they state.",
    arguments: [.init(name: "CASE", isOptional: true, repeats: true)],
    options: [
      .init(name: "all", help: "every waiver that is not in the ledger yet"), LedgerDesk.options[0], LedgerDesk.person,
    ],
    examples: [("relapse waive INC-2071-parcel-status-polling", "one waiver, or its renewal")],
    run: { try await run($0, $1) })

  private static func run(_ invocation: Invocation, _ world: World) async throws -> ExitStatus {
    guard invocation.has("all") != !invocation.arguments.isEmpty else {
      throw UsageError("`relapse waive` takes cases or --all", hint: HelpText.usageLine(spec))
    }
    let desk = try await LedgerDesk(invocation, world, hasReason: false)
    let ids = invocation.has("all") ? desk.clerk.unwaived : LedgerDesk.ids(invocation)
    return try desk.write(try desk.clerk.waive(ids))
  }
}
