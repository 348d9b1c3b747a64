import Adapters
import Authoring
import EvalSchema
import FoundationEssentials
import Gating
import Harness

/// What a comparison runs, loaded and checked before anything is asked: the candidate, and the baseline or a record of it.
struct ComparisonArms {
  /// The folder of a comparison that is gone on with.
  struct Resumption {
    var folder: String
    /// The first line of each arm's record; none where it was not written.
    var headers: [ArmRole: RunHeader]
  }

  /// The candidate.
  let candidate: Session
  /// The baseline where it runs: all of its trials, or the new ones of a record.
  let baseline: Session?
  /// The record in the place of the baseline.
  let recorded: (directory: RunDirectory, value: PairRunner.Recorded)?

  /// Loads the arms.
  ///
  /// Throws `DiagnosticError` when an arm is not fit, or the record in the place of the baseline cannot serve.
  init(_ invocation: Invocation, _ world: World, _ resumption: Resumption?) async throws {
    guard let folder = try Self.evalset(invocation, world, resumption) else {
      throw UsageError("there is no evalset to compare on", hint: "relapse compare EVALSET --baseline A --candidate B")
    }
    let names = try Self.names(invocation, resumption)
    let files = try EvalsetFolder(folder)
    let isTarget = files.has("targets/\(names.baseline).yaml") || files.has(names.baseline)
    let recordedID = resumption?.headers[.candidate]?.arm?.recorded?.runID
    guard recordedID != nil || !isTarget && RunFinder(world).isRun(names.baseline) else {
      baseline = try await Self.session(folder, names.baseline, invocation, world, resumption?.headers[.baseline])
      candidate = try await Self.session(folder, names.candidate, invocation, world, resumption?.headers[.candidate])
      recorded = nil
      return
    }
    let directory = try RunFinder(world).find(invocation.value("baseline") ?? recordedID ?? names.baseline)
    let (arm, _) = try await ArmReader.read(directory.record)
    let header = arm.log.header
    var inner = invocation
    if let seed = try invocation.integer("seed", in: 0...Int.max), UInt64(seed) != header.plan.seed {
      throw UsageError(
        "--seed \(seed) is not that of the recorded baseline", hint: "leave it out: it is \(header.plan.seed)")
    }
    inner.options["seed"] = header.plan.seed <= UInt64(Int.max) ? [String(header.plan.seed)] : nil
    candidate = try await Self.session(folder, names.candidate, inner, world, resumption?.headers[.candidate])
    let rules = candidate.evalset.manifest.policy.comparisonRules
    var found =
      resumption?.headers[.candidate]?.arm?.recorded
      ?? RecordedBaseline(
        runID: header.runID, planDigest: header.planDigest, age: Self.age(of: header, world),
        maximumAge: rules.maximumAge, trials: rules.baselineTrials)
    if let refusal = ComparisonAudit.refusal(of: found) { throw DiagnosticError(refusal) }
    try Self.checkCases(header.plan, candidate.plan)
    (baseline, found) = try await Self.fresh(
      folder, header, inner, world, found, rules.freshTrials, resumption?.headers[.baseline])
    recorded = (directory, PairRunner.Recorded(found, arm: arm))
  }

  private static func evalset(
    _ invocation: Invocation, _ world: World, _ resumption: Resumption?
  ) throws -> String? {
    if invocation.arguments.isEmpty, let path = resumption?.headers[.candidate]?.evalsetPath {
      guard let folder = EvalsetFinder.evalset(at: path) else {
        throw DiagnosticError(
          .error(
            "no-evalset", "the record is of the evalset \"\(path)\", which is not here",
            hint: "go to the folder in which the comparison began, or name the evalset"))
      }
      return folder
    }
    return try EvalsetFinder(world).path(invocation.arguments.first)
  }

  private static func names(
    _ invocation: Invocation, _ resumption: Resumption?
  ) throws -> (baseline: String, candidate: String) {
    let headers = resumption?.headers ?? [:]
    let recorded = headers[.candidate]?.arm?.recorded?.runID
    guard let baseline = invocation.value("baseline") ?? recorded ?? headers[.baseline]?.target.name,
      let candidate = invocation.value("candidate") ?? headers[.candidate]?.target.name
    else {
      throw UsageError(
        "`relapse \(invocation.command) EVALSET` needs --baseline NAME and --candidate NAME",
        hint: "to compare two records: relapse compare BASELINE-RUN CANDIDATE-RUN")
    }
    return (baseline, candidate)
  }

  private static func session(
    _ folder: String, _ name: String, _ invocation: Invocation, _ world: World, _ record: RunHeader?
  ) async throws -> Session {
    var inner = invocation
    inner.options["target"] = [name]
    return try await Session(evalset: folder, inner, world, record: record)
  }

  /// The new trials of a recorded baseline, where its target is still what it was.
  private static func fresh(
    _ folder: String, _ header: RunHeader, _ invocation: Invocation, _ world: World, _ recorded: RecordedBaseline,
    _ trials: Int, _ record: RunHeader?
  ) async throws -> (Session?, RecordedBaseline) {
    var recorded = recorded
    func not(_ why: String) -> (Session?, RecordedBaseline) {
      (recorded.fresh, recorded.notTested) = (0, recorded.notTested ?? why)
      return (nil, recorded)
    }
    if recorded.notTested != nil { return not("") }
    guard trials > 0 || recorded.fresh > 0 else { return not("`fresh_trials` is 0 in the policy") }
    let name = header.target.name
    guard try EvalsetFolder(folder).has("targets/\(name).yaml") else {
      return not("its target \"\(name)\" is not in targets/")
    }
    let session: Session
    do {
      session = try await Self.session(folder, name, invocation, world, record)
    } catch let error as DiagnosticError {
      return not("its target \"\(name)\" cannot be run: \(error.diagnostics.first?.message ?? "")")
    }
    guard session.plan.targetFingerprint == header.plan.targetFingerprint else {
      return not("its target \"\(name)\" was changed since")
    }
    if recorded.fresh == 0 { recorded.fresh = trials }
    return (session, recorded)
  }

  private static func age(of header: RunHeader, _ world: World) -> Double {
    guard let began = ComparisonClock.seconds(header.startedAt),
      let now = ComparisonClock.seconds(world.now().ISO8601Format())
    else { return .greatestFiniteMagnitude }
    return now - began
  }

  /// Every selected case must stand in the record as it is now.
  private static func checkCases(_ before: RunPlan, _ now: RunPlan) throws {
    let known = Dictionary(before.cases.map { ($0.id, $0.digest) }, uniquingKeysWith: { first, _ in first })
    let differing = now.cases.filter { known[$0.id] != $0.digest }.map(\.id)
    let (changed, absent) = (differing.filter { known[$0] != nil }, differing.filter { known[$0] == nil })
    let findings = [
      (absent, "is not in the recorded baseline", "are not in the recorded baseline"),
      (changed, "was changed since the baseline's run", "were changed since the baseline's run"),
    ].compactMap { ids, one, many -> Diagnostic? in
      guard let first = ids.first else { return nil }
      let rest = ids.count - Self.mostNamed
      let names = ids.prefix(Self.mostNamed).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
      return .error(
        "baseline-cases-differ",
        ids.count == 1 ? "the case \(first) \(one)" : "\(ids.count) of \(now.cases.count) cases \(many): \(names)",
        hint: "run the baseline again, or select the cases that it holds")
    }
    if !findings.isEmpty { throw DiagnosticError(findings) }
  }

  /// Most cases that one finding names.
  private static let mostNamed = 3
}

/// Days and times of records, without a calendar of the system.
enum ComparisonClock {
  /// Seconds from 2000-01-01T00:00:00Z to an ISO 8601 time in UTC, `2026-05-14T09:30:12Z`; nil for another form.
  static func seconds(_ text: String) -> Double? {
    let digits = text.utf8.map { Int($0) - 48 }
    guard digits.count == 20, text.utf8.last == UInt8(ascii: "Z") else { return nil }
    func number(_ from: Int, _ count: Int) -> Int? {
      let part = digits[from..<from + count]
      return part.allSatisfy { (0...9).contains($0) } ? part.reduce(0) { $0 * 10 + $1 } : nil
    }
    guard let year = number(0, 4), let month = number(5, 2), let day = number(8, 2), let hour = number(11, 2),
      let minute = number(14, 2), let second = number(17, 2), (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    // Days from the civil calendar, with the year beginning in March (Hinnant, "chrono-compatible low-level date algorithms").
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let ofEra = shifted - era * 400
    let ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let days = era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 730_425
    return Double(days * 86_400 + hour * 3_600 + minute * 60 + second)
  }
}
