import EvalSchema
import Statistics

/// Pairs and evidence → what was found of each case of either run; none is dropped.
struct CaseComparer {
  /// The most discordant pairs that are listed of one case.
  static let mostDiscordant = 50

  let baseline: ComparisonArm
  let candidate: ComparisonArm
  let evidence: ComparisonEvidence

  /// One finding for each case of either run, by id.
  func comparisons() -> [CaseComparison] {
    let first = Self.records(baseline)
    let second = Self.records(candidate)
    let positions = Dictionary(
      evidence.cases.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    let adjusted = PValues.holm(evidence.logWorsePerCase.map(Self.p))
    let worse = Set(evidence.worseCases)
    return Set(first.keys).union(second.keys).sorted().compactMap { id in
      guard let record = second[id] ?? first[id] else { return nil }
      var found = frame(record, baseline: first[id], candidate: second[id])
      if let index = positions[id] {
        judge(&found, index, pAdjusted: adjusted[index], isShownWorse: worse.contains(index))
      }
      found.sentence = ChangeWords.sentence(found, comparisons: evidence.cases.count)
      return found
    }
  }

  /// The ids of the cases that both arms ran unchanged, sorted.
  static func shared(_ baseline: ComparisonArm, _ candidate: ComparisonArm) -> [String] {
    let (first, second) = (records(baseline), records(candidate))
    return first.keys.filter { first[$0]?.digest == second[$0]?.digest }.sorted()
  }

  private static func records(_ arm: ComparisonArm) -> [String: CaseRecord] {
    Dictionary(arm.log.cases.map { ($0.file.evalCase.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// 1/E, at most 1.
  private static func p(_ logE: Double) -> Double { min(1, exponential(-logE)) }

  private func frame(_ record: CaseRecord, baseline first: CaseRecord?, candidate second: CaseRecord?) -> CaseComparison
  {
    let evalCase = record.file.evalCase
    let change: ChangeClass = first == nil ? .new : second == nil ? .gone : .changed
    return CaseComparison(
      id: evalCase.id, title: evalCase.title, file: record.file.file, severity: record.severity,
      pattern: evalCase.pattern, owner: evalCase.owner, incident: evalCase.incident.id, change: change,
      phrase: ChangeWords.phrase(change, margin: evidence.margin, needed: nil), sentence: "",
      baseline: first.map { _ in baseline.counts(evalCase.id) },
      candidate: second.map { _ in candidate.counts(evalCase.id) })
  }

  private func judge(_ found: inout CaseComparison, _ index: Int, pAdjusted: Double, isShownWorse: Bool) {
    let pairs = evidence.cases[index]
    let difference = evidence.difference(index)
    let change = Self.change(difference, margin: evidence.margin, isShownWorse: isShownWorse)
    found.change = change
    found.baseline = pairs.baseline
    found.candidate = pairs.candidate
    found.table = pairs.table()
    found.difference = difference
    found.p = Self.p(evidence.logWorsePerCase[index])
    found.pAdjusted = pAdjusted
    found.isShownWorse = isShownWorse
    found.pairsNeeded = change == .unclear ? evidence.pairsNeeded(index) : nil
    found.discordant = pairs.discordant(most: Self.mostDiscordant)
    found.phrase = ChangeWords.phrase(change, margin: evidence.margin, needed: found.pairsNeeded)
  }

  /// The class of an interval against the margin, in the order of the report's legend.
  static func change(_ difference: DifferenceEstimate?, margin: Double, isShownWorse: Bool) -> ChangeClass {
    if isShownWorse { return .worse }
    guard let difference else { return .unclear }
    if -margin <= difference.lower, difference.upper <= margin { return .same }
    if difference.lower > 0 { return .worse }
    return difference.upper < 0 ? .better : .unclear
  }
}
