import EvalSchema
import Statistics

/// Findings and outcomes → what was found of each case.
struct CaseWriter {
  let log: RunLog
  let replay: GateBattery
  let waivers: WaiverBook
  let findings: [Finding]

  /// One verdict for each case of the plan, by id.
  func verdicts() -> [CaseVerdict] {
    var byCase: [String: [Finding]] = [:]
    for finding in findings {
      for member in Set(finding.test.members) { byCase[member, default: []].append(finding) }
    }
    let planned = Dictionary(log.header.plan.cases.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    return replay.audit.cases.compactMap { id in
      guard let planned = planned[id], let record = replay.records[id] else { return nil }
      return verdict(planned, record, findings: byCase[id] ?? [])
    }
  }

  private func verdict(_ planned: PlannedCase, _ record: CaseRecord, findings: [Finding]) -> CaseVerdict {
    let evalCase = record.file.evalCase
    let used = replay.used(planned.id)
    let outcomes = (log.logs[planned.id]?.outcomes ?? []).prefix(used).compactMap { $0 }
    let failures = outcomes.count { $0 == .failed }
    let errored = outcomes.count { $0 == .errored }
    let valid = outcomes.count - errored
    let own = findings.first { $0.test.kind == .evalCase } ?? findings.first { $0.test.kind == .cap }
    let deciding = deciding(findings, own: own, failures: failures)
    return CaseVerdict(
      id: planned.id, title: evalCase.title, file: record.file.file, digest: planned.digest, severity: planned.severity,
      pattern: evalCase.pattern, suite: evalCase.suite, owner: evalCase.owner, incident: incident(record),
      limit: own?.test.limit ?? 1, limitKind: own?.test.kind ?? .evalCase, failures: failures, valid: valid,
      errored: errored,
      lower: valid > 0
        ? own.map {
          $0.test.trueLower(AnytimeBounds.lower(trials: valid, failures: failures, alpha: $0.test.failAlpha))
        } : nil,
      upper: valid > 0
        ? own.map {
          $0.test.trueUpper(AnytimeBounds.upper(trials: valid, failures: failures, alpha: $0.test.passAlpha))
        } : nil,
      verdict: deciding?.verdict ?? .error, reason: deciding?.reason ?? .uncoveredCase,
      sentence: (deciding.map { sentence($0) } ?? "No test of the plan covers this case: nothing was judged.")
        + Sentences.watching([planned.id], replay.watching),
      strip: strip(outcomes), tests: findings.map(\.test.id),
      cleanTrialsToPass: deciding?.verdict == .inconclusive ? own?.cleanTrialsToPass : nil,
      passHatK: Reliability.passHat(5, passes: valid - failures, trials: valid),
      flakiness: Reliability.flakiness(passes: valid - failures, trials: valid),
      failureGroups: groups(planned.id, record, used: used),
      variants: VariantTally(record.file.evalCase, outcomes: log.logs[planned.id]?.outcomes ?? [], used: used)
        .verdicts(own?.test),
      waiver: waivers.active[planned.id]?.record,
      judged: own.flatMap {
        JudgeSentences.rate(of: $0.test, failures: failures, trials: valid, floor: log.header.policy.judgeFloor)
      })
  }

  /// The finding that a case's verdict comes from: its own test, or its pattern's when that is worse and the case took part
  /// in it. When no case of a pattern failed, a pattern that did not pass speaks for all of them.
  private func deciding(_ findings: [Finding], own: Finding?, failures: Int) -> Finding? {
    guard let pattern = findings.first(where: { $0.test.kind == .pattern }) else { return own }
    guard let own else { return pattern }
    guard pattern.verdict.rank > own.verdict.rank else { return own }
    return failures > 0 || pattern.failures == 0 ? pattern : own
  }

  private func sentence(_ finding: Finding) -> String {
    guard finding.test.kind == .pattern else { return Sentences.single(finding) }
    return Sentences.pattern(finding, name: String(finding.test.id.drop { $0 != ":" }.dropFirst()), cap: nil)
  }

  private func strip(_ outcomes: [Outcome]) -> String {
    var strip = ""
    for outcome in outcomes {
      switch outcome {
      case .passed: strip += "."
      case .failed: strip += "F"
      case .errored: strip += "E"
      }
    }
    return strip
  }

  private func incident(_ record: CaseRecord) -> IncidentNote {
    let incident = record.file.evalCase.incident
    let bad = record.proofs.filter { $0.exhibit.hasPrefix("known_bad") }
    return IncidentNote(
      id: incident.id, title: incident.title, closed: incident.closed, severitySource: incident.severitySource,
      postmortem: incident.postmortem, line: (incident.lines["known_bad"] ?? incident.lines["input"])?.first,
      quote: incident.quote, caught: !bad.isEmpty && bad.allSatisfy(\.holds), caughtBy: bad.first { $0.holds }?.grader)
  }

  private func groups(_ id: String, _ record: CaseRecord, used: Int) -> [FailureGroup] {
    var groups: [String: FailureGroup] = [:]
    let failures = log.logs[id]?.failures ?? [:]
    for index in failures.keys.sorted() where index < used {
      for grade in failures[index] ?? [] {
        let line = grade.path.split(separator: ".").last.flatMap { Int($0) }.flatMap { position in
          record.file.graderLines.indices.contains(position) ? record.file.graderLines[position] : nil
        }
        groups[
          grade.path,
          default: FailureGroup(path: grade.path, line: line, grader: grade.grader, count: 0, exampleTrial: index)
        ].count += 1
      }
    }
    return groups.values.sorted { ($1.count, $0.path) < ($0.count, $1.path) }
  }
}
