import Authoring
import EvalSchema

/// `relapse amend`: a change of a case, or of the policy, is recorded.
enum AmendCommand {
  static let spec = CommandSpec(
    name: "amend", summary: "Record changes of admitted cases, or of the policy, and say which way they go.",
    arguments: [.init(name: "CASE", isOptional: true, repeats: true)],
    options: [
      .init(name: "policy", help: "record the policy of evalset.yaml as it is now"),
      .init(name: "watch", help: "take active cases out of the decision until a watch of them ended well"),
    ] + LedgerDesk.options,
    examples: [
      ("relapse amend INC-2041-refund-without-approval --reason \"new approval tool\" --record PAY-311", "one case"),
      (
        "relapse amend INC-2041-refund-without-approval --watch --reason \"new approval tool, canary until Friday\" --record PAY-312",
        "decide nothing by it until a watch ended well"
      ),
      ("relapse amend --policy --reason \"limit of S2 agreed\" --record RISK-12", "the policy"),
    ],
    run: { try await run($0, $1) })

  private static func run(_ invocation: Invocation, _ world: World) async throws -> ExitStatus {
    guard invocation.has("policy") || !invocation.arguments.isEmpty else {
      throw UsageError("`relapse amend` takes cases, --policy, or both", hint: HelpText.usageLine(spec))
    }
    let desk = try await LedgerDesk(invocation, world)
    let ids = LedgerDesk.ids(invocation)
    if invocation.has("watch") {
      guard !ids.isEmpty, !invocation.has("policy") else {
        throw UsageError("`relapse amend --watch` takes cases", hint: HelpText.usageLine(spec))
      }
      return try desk.write(try await desk.clerk.watch(ids))
    }
    let drafts = try await desk.clerk.amend(ids, policy: invocation.has("policy"))
    try await desk.prove(ids)
    return try desk.write(drafts)
  }
}
