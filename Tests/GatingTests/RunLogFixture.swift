import EvalSchema

/// A run log in memory: cases with their outcomes as strips (`.` passed, `F` failed, `E` errored).
struct RunLogFixture {
  var policy = Policy()
  var cases: [String: String] = [:]
  var tests: [PlannedTest] = []
  var waivers: [Waiver] = []
  var startedAt = "2026-11-20T08:00:00Z"
  var isFinished = true
  var outage: FailureKind?
  var silentJudge: String?
  var errorKind = FailureKind.server
  var models = ["model-2026-11-01"]
  var maximumTrials: Int?
  var sameAnswers = false
  /// The digest of the answer of a trial by its index.
  var answer: (Int) -> UInt64 = { UInt64($0 + 1) }
  /// The indices that needed a retry, in every case.
  var retried: Set<Int> = []
  var adapter = AdapterKind.command
  /// How many variants every case has.
  var variants = 0
  /// The graders of every case.
  var graders: [GraderSpec] = []

  /// A test of one case with the defaults of a severity.
  static func single(
    _ id: String, limit: Double = 0.05, budget: Int = 400, m: Int = 1, kind: TestKind = .evalCase,
    severity: Severity = .s2
  ) -> PlannedTest {
    PlannedTest(
      id: "\(kind.rawValue):\(id)", kind: kind, members: [id], severity: severity, limit: limit, passAlpha: 0.05,
      failAlpha: 0.05 / Double(m), budget: budget, isClosed: true)
  }

  /// A pooled test.
  static func pattern(_ name: String, _ members: [String], limit: Double = 0.05, budget: Int = 400, m: Int = 1)
    -> PlannedTest
  {
    PlannedTest(
      id: "pattern:\(name)", kind: .pattern, members: members, severity: .s3, limit: limit, passAlpha: 0.05,
      failAlpha: 0.05 / Double(m), budget: budget, isClosed: false)
  }

  var log: RunLog {
    get throws {
      let ids = cases.keys.sorted()
      let design = StoppingDesign(
        confidence: policy.confidence, tests: tests.sorted { $0.id < $1.id }, errorShare: policy.errorShare,
        minimumValid: policy.minimumValid, maximumTrials: maximumTrials)
      let target = Target(name: "candidate", adapter: adapter, model: "model-2026-11-01")
      let records = try ids.map { try record($0) }
      let plan = RunPlan(
        evalset: "fixture", evalsetDigest: Digest(of: "evalset"), target: "candidate",
        targetFingerprint: try target.fingerprint(), seed: 7,
        cases: records.map {
          PlannedCase(id: $0.file.evalCase.id, digest: $0.digest, severity: $0.severity, maximumTrials: 400)
        },
        design: design)
      let header = RunHeader(
        tool: ToolVersion(version: "test"), runID: "r", startedAt: startedAt, plan: plan, planDigest: try plan.digest(),
        policy: policy, policyLine: 7, evalsetPath: "evalsets/fixture", target: target, waivers: waivers, concurrency: 1
      )
      return RunLog(
        header: header,
        footer: isFinished
          ? RunFooter(endedAt: startedAt, seconds: 1, trials: 1, outage: outage, judge: silentJudge) : nil,
        cases: records,
        logs: cases.mapValues(caseLog))
    }
  }

  private func record(_ id: String) throws -> CaseRecord {
    let incident = IncidentReference(
      id: String(id.prefix(8)), severity: .s2, postmortem: "postmortems/\(id).md", sha256: Digest(of: id),
      lines: ["known_bad": LineRange(first: 12, last: 14)])
    let evalCase = EvalCase(
      id: id, title: "Title of \(id)", incident: incident, pattern: "tool-misuse",
      input: CaseInput(messages: [.user("hello")]), expected: Expectation(behavior: "Says hello.", graders: graders),
      variants: (0..<variants).map { CaseVariant(name: "v\($0 + 1)", messages: [.user("hello \($0)")]) })
    let file = CaseFile(file: "cases/\(id).yaml", graderLines: [29, 33], sha256: Digest(of: id), evalCase: evalCase)
    return CaseRecord(
      file: file, severity: .s2, digest: try Digest(ofJSON: evalCase),
      proofs: [ExhibitProof(exhibit: "known_bad.0", holds: true, grader: "contains \"x\"")])
  }

  private func caseLog(_ strip: String) -> CaseLog {
    var log = CaseLog()
    for (index, scalar) in strip.unicodeScalars.enumerated() {
      switch scalar {
      case "F":
        log.outcomes.append(.failed)
        log.failures[index] = [FailedGrade(path: "expected.graders.1", grader: "not matches /refunded/")]
      case "E":
        log.outcomes.append(.errored)
        log.errors[index] = AdapterFailure(kind: errorKind, message: "HTTP 503")
      default: log.outcomes.append(.passed)
      }
      log.answers.append(scalar == "E" ? 0 : sameAnswers ? 5 : answer(index))
      if retried.contains(index) { log.retried[index] = 1 }
    }
    for (index, model) in models.enumerated() { log.models[model] = index }
    return log
  }
}

extension String {
  /// A strip of many equal outcomes.
  static func clean(_ count: Int) -> String { String(repeating: ".", count: count) }

  /// A strip with failures at these indices.
  static func failing(at indices: some Sequence<Int>, of count: Int) -> String {
    let failed = Set(indices)
    return String((0..<count).map { failed.contains($0) ? "F" : "." })
  }
}
