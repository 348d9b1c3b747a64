import Adapters
import EvalSchema
import Graders
import Harness

/// The judges of an evalset with the ways to them: made before a run, closed after it.
struct JudgePanel {
  /// The option of commands that ask judges where they usually do not.
  static let option = CommandSpec.Option(
    name: "judges", help: "ask the judges: a model call for each exhibit or transcript")

  /// Whom graders may ask.
  let bench: JudgeBench
  /// What is asked of them: it ends with the run, and tells of a judge that accepts nothing.
  let requests: JudgeRequests
  private let adapters: [any Adapter]

  /// Makes the adapters of the judges that some cases name; nothing is sent yet.
  ///
  /// - Throws: `DiagnosticError` when a judge's file is not fit, or its model is a mutable alias that the policy does not allow.
  init(_ evalset: Evalset, cases: [EvalCase], _ world: World, stop: RunStop = RunStop()) throws {
    requests = JudgeRequests(stop: stop)
    let names = Set(cases.flatMap(\.judgeSpecs).map(\.by))
    var made: [String: any Adapter] = [:]
    for judge in evalset.judges where names.contains(judge.name) {
      if let finding = Session.mutableModel(of: judge.target, in: evalset, as: .error, folder: Judge.folder) {
        throw DiagnosticError(finding)
      }
      made[judge.name] = PatientAdapter(
        try AdapterFactory.adapter(for: judge.target, environment: world.environment), judge: judge.name,
        limits: judge.target.limits, requests: requests)
    }
    bench = JudgeBench(evalset.judges, adapters: made)
    adapters = Array(made.values)
  }

  /// The compiled graders of cases, those that name a judge with the way to it.
  func graders(of evalset: Evalset, instead known: [String: CaseGrader]) -> [String: CaseGrader] {
    var graders = known
    for evalCase in evalset.cases.map(\.evalCase) where !evalCase.judgeSpecs.isEmpty {
      graders[evalCase.id] = CaseGrader(evalCase, judges: bench)
    }
    return graders
  }

  /// Frees the adapters.
  func close() async {
    for adapter in adapters { await adapter.close() }
  }
}
