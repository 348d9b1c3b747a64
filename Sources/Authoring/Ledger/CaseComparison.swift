import EvalSchema

/// Compares what the ledger holds of a case with the case as it is: by meaning, and graders by the exhibits too.
struct CaseComparison {
  /// What the case demanded.
  let old: CaseStrictness
  /// Every known-bad that it ever had.
  let knownBad: [RecordedExhibit]
  /// The case as it is.
  let evalCase: EvalCase
  /// What it demands now.
  let new: CaseStrictness
  /// The policy that limits come from.
  let policy: Policy
  /// Judges.
  let oracle: ExhibitOracle

  /// The differences; none when the case means the same.
  func changes() async throws -> [CaseChange] {
    guard try new.digest() != old.digest() else { return [] }
    var changes = limits + classification
    if new.input != old.input { changes.append(CaseChange(.changed, "the input was edited", at: ["input"])) }
    if new.behavior != old.behavior {
      changes.append(CaseChange(.changed, "the expected behavior was edited", at: ["expected", "behavior"]))
    }
    return changes + judges + (await graders()) + exhibits
  }

  /// The known-bads of the past that the graders of today do not fail, but for those that the case still shows.
  ///
  /// What the case shows is for the self-test to judge.
  func escaped() async -> [RecordedExhibit] {
    let shown = Set(new.knownBad.map(\.digest))
    var escaped: [RecordedExhibit] = []
    for exhibit in knownBad where !shown.contains(exhibit.digest) {
      if await oracle(evalCase, exhibit.transcript) != .fail { escaped.append(exhibit) }
    }
    return escaped
  }

  /// Judges that are others than those recorded: the same name over another model is another judge.
  private var judges: [CaseChange] {
    let (was, now) = (old.judges ?? [:], new.judges ?? [:])
    return Set(was.keys).intersection(evalCase.judgeSpecs.map(\.by)).sorted().compactMap { name in
      guard was[name] != now[name] else { return nil }
      let words = "\(was[name]?.short ?? "none") → \(now[name]?.short ?? "none")"
      return CaseChange(.looser, "the judge \(name) is another one (\(words))", at: ["expected", "graders"])
    }
  }

  private var limits: [CaseChange] {
    var changes: [CaseChange] = []
    if new.severity != old.severity {
      changes.append(
        CaseChange(
          new.severity < old.severity ? .looser : .stricter,
          "severity \(old.severity.rawValue) → \(new.severity.rawValue)",
          at: ["severity_override"]))
    }
    let (was, now) = (limit(of: old), limit(of: new))
    if was != now || old.limit != new.limit {
      let words = "limit \(Quantity.percentText(was)) → \(Quantity.percentText(now))"
      let direction: CaseChange.Direction = now > was ? .looser : now < was ? .stricter : .changed
      changes.append(
        CaseChange(
          direction, was == now ? "the case's own limit, which is that of its severity" : words, at: ["limit"]))
    }
    return changes
  }

  /// The limit of the case's own rate under the policy.
  private func limit(of strictness: CaseStrictness) -> Double {
    let rules = policy.severities[strictness.severity]
    return strictness.limit ?? (rules.unit == .pattern ? rules.cap ?? rules.limit : rules.limit)
  }

  private var classification: [CaseChange] {
    [
      ("pattern", old.pattern, new.pattern), ("suite", old.suite.rawValue, new.suite.rawValue),
      ("incident", old.incident, new.incident),
    ].compactMap { key, was, now in
      was == now
        ? nil : CaseChange(.changed, "\(key) \(ShapeChecker.clipped(was)) → \(ShapeChecker.clipped(now))", at: [key])
    }
  }

  private var exhibits: [CaseChange] {
    func changes(_ gone: [RecordedExhibit], _ kept: [RecordedExhibit], _ word: String, _ way: CaseChange.Direction)
      -> [CaseChange]
    {
      let known = Set(kept.map { [$0.kind.rawValue, $0.digest.description] })
      return gone.filter { !known.contains([$0.kind.rawValue, $0.digest.description]) }.map { exhibit in
        CaseChange(way, "\(exhibit.kind.rawValue) \(exhibit.words) was \(word)", at: [exhibit.kind.rawValue])
      }
    }
    return changes(old.exhibits, new.exhibits, "removed", .looser)
      + changes(new.exhibits, old.exhibits, "added", .stricter)
  }

  private func graders() async -> [CaseChange] {
    let kept = Set(new.graders.map(\.digest)).intersection(old.graders.map(\.digest))
    let added = new.graders.filter { !kept.contains($0.digest) }.map(\.grader)
    var changes: [CaseChange] = []
    var replacing: [GraderSpec] = []
    for lost in old.graders.map(\.grader) where !new.graders.contains(where: { $0.grader == lost }) {
      let verdict = await replacement(of: lost, among: added)
      switch verdict {
      case .none:
        changes.append(CaseChange(.looser, "the grader \(words(lost)) was removed", at: ["expected", "graders"]))
      case .stricter(let by):
        replacing.append(by)
        changes.append(CaseChange(.stricter, "the grader \(words(lost)) became \(words(by))", at: place(by)))
      case .asStrict(let by):
        replacing.append(by)
        changes.append(CaseChange(.changed, "the grader \(words(lost)) became \(words(by))", at: place(by)))
      case .looser(let by, let why):
        replacing.append(by)
        changes.append(CaseChange(.looser, "the grader \(words(lost)) became \(words(by)), \(why)", at: place(by)))
      }
    }
    for spec in added where !replacing.contains(spec) {
      changes.append(CaseChange(.stricter, "the grader \(words(spec)) was added", at: place(spec)))
    }
    return changes
  }

  private enum Replacement {
    case none
    case stricter(GraderSpec)
    case asStrict(GraderSpec)
    case looser(GraderSpec, why: String)
  }

  /// What stands in the place of a grader, and how strict it is by its form and by the exhibits.
  ///
  /// The new one has to show that it is as strict: it must fail every exhibit that the old one failed, and there must be such.
  private func replacement(of lost: GraderSpec, among added: [GraderSpec]) async -> Replacement {
    guard let first = added.first(where: { $0.kind == lost.kind }) ?? added.first else { return .none }
    // What a model says of a few exhibits does not show that its rubric is as strict.
    let added = added.filter { $0.kind != .judge }
    if lost.kind == .judge || added.isEmpty {
      return .looser(first, why: "and no exhibit can show that a judge is as strict")
    }
    if let stricter = added.first(where: { GraderOrder.isAtLeastAsStrict($0, as: lost) }) { return .stricter(stricter) }
    var failed: [RecordedExhibit] = []
    for exhibit in judged where await judge(lost, exhibit) == .fail { failed.append(exhibit) }
    guard !failed.isEmpty else { return .looser(first, why: "and no exhibit shows that this is as strict") }
    var why = "which passes more"
    for candidate in added where !GraderOrder.isLooser(candidate, than: lost) {
      var passed: RecordedExhibit?
      for exhibit in failed where await judge(candidate, exhibit) != .fail {
        passed = exhibit
        break
      }
      guard let passed else { return .asStrict(candidate) }
      if candidate == first { why = "which passes the \(passed.kind.rawValue) \(passed.words)" }
    }
    return .looser(first, why: why)
  }

  /// The exhibits by which two graders are compared: those recorded, and those of the case.
  private var judged: [RecordedExhibit] {
    var seen: Set<Digest> = []
    return (knownBad + old.exhibits).filter { seen.insert($0.digest).inserted }
  }

  private func judge(_ spec: GraderSpec, _ exhibit: RecordedExhibit) async -> GradeResult {
    var alone = evalCase
    alone.expected.graders = [spec]
    return await oracle(alone, exhibit.transcript)
  }

  private func place(_ spec: GraderSpec) -> [String] {
    ["expected", "graders"] + (evalCase.expected.graders.firstIndex(of: spec).map { ["\($0)"] } ?? [])
  }

  private func words(_ spec: GraderSpec) -> String {
    guard case .refusal(let wanted) = spec else { return "`\(spec.kind.rawValue)` \(spec.subject)" }
    return "`refusal: \(wanted)`"
  }
}

extension GraderSpec {
  /// What a grader speaks of, shortened, for messages.
  var subject: String {
    switch self {
    case .contains(let spec): quoted(spec.text)
    case .matches(let spec): quoted(spec.pattern)
    case .equals(let spec): quoted(spec.text)
    case .jsonPath(let spec): quoted(spec.path)
    case .refusal(let wanted): "\(wanted)"
    case .toolCalled(let spec): quoted(spec.call.name)
    case .toolNotCalled(let pattern): quoted(pattern.name)
    case .toolOrder(let spec): "\(quoted(spec.before.name)) before \(quoted(spec.after.name))"
    case .citesOnly: "the sources"
    case .judge(let spec): "\(spec.by) by \(quoted(spec.rubric))"
    case .not(let inner): "\(inner.kind.rawValue) \(inner.subject)"
    case .all(let inner), .any(let inner): "of \(inner.count)"
    }
  }

  private func quoted(_ text: String) -> String { "\"\(ShapeChecker.clipped(text))\"" }
}

extension RecordedExhibit {
  /// Which exhibit it is, for messages: how its answer begins.
  var words: String {
    let text = transcript.finalText.isEmpty ? transcript.toolCalls.last?.call.name ?? "" : transcript.finalText
    return "\"\(ShapeChecker.clipped(text))\""
  }
}
