import Authoring
import EvalSchema

/// `relapse admit`: cases become permanent.
enum AdmitCommand {
  static let spec = CommandSpec(
    name: "admit", summary: "Make cases permanent: record them in the ledger, with a reason, a record and a person.",
    arguments: [.init(name: "CASE", isOptional: true, repeats: true)],
    options: [
      .init(name: "all", help: "every case that is not in the ledger yet"),
      .init(
        name: "watch", help: "begin with a watch: run and shown, and deciding nothing until relapse watch ended well"),
    ] + LedgerDesk.options,
    examples: [
      (
        "relapse admit INC-2041-refund-without-approval --reason \"incident closed\" --record postmortems/INC-2041.md",
        "one case"
      ),
      (
        "relapse admit --all --evalset evalsets/support-agent --reason \"first import\" --record OPS-7",
        "the first time"
      ),
    ],
    run: { try await run($0, $1) })

  private static func run(_ invocation: Invocation, _ world: World) async throws -> ExitStatus {
    guard invocation.has("all") != !invocation.arguments.isEmpty else {
      throw UsageError("`relapse admit` takes cases or --all", hint: HelpText.usageLine(spec))
    }
    let desk = try await LedgerDesk(invocation, world)
    let ids = invocation.has("all") ? desk.clerk.unadmitted : LedgerDesk.ids(invocation)
    guard !ids.isEmpty else { return try desk.write([]) }
    let drafts = try await desk.clerk.admit(ids, watching: invocation.has("watch"))
    try await desk.prove(ids)
    return try desk.write(drafts)
  }
}
