package import EvalSchema

/// Whether a plan made now is the one that a record began with: outcomes of another experiment must not be added to it.
package enum ResumeCheck {
  /// The error that names what differs, `resume-mismatch`; nil when the record can be gone on with.
  ///
  /// Why a case was skipped is not compared: the record's own cases may have been selected by other words.
  package static func mismatch(recorded: RunPlan, now: RunPlan) -> Diagnostic? {
    let found = differences(recorded: recorded, now: now)
    guard !found.isEmpty else { return nil }
    return .error(
      "resume-mismatch", "the record was begun with another plan: \(found.joined(separator: "; "))",
      hint: "go on with the evalset, target and options that it was begun with, or begin a new run in another folder")
  }

  /// The error of a record whose cases are not all in the evalset any more.
  package static func missing(recorded: RunPlan, in evalset: Evalset) -> Diagnostic? {
    let known = Set(evalset.cases.map(\.evalCase.id))
    let gone = recorded.cases.map(\.id).filter { !known.contains($0) }
    guard let first = gone.first else { return nil }
    return .error(
      "resume-mismatch",
      "the record was begun with another plan: \(first)\(others(gone.count)) is not in the evalset any more",
      hint: "go on with the evalset that it was begun with, or begin a new run in another folder")
  }

  /// What differs, in words, the cause before its consequences.
  static func differences(recorded: RunPlan, now: RunPlan) -> [String] {
    var found: [String] = []
    if now.evalset != recorded.evalset || now.evalsetDigest != recorded.evalsetDigest {
      found.append(evalset(recorded, now))
    }
    if let before = recorded.waiversDigest, now.waiversDigest != before { found.append("the waivers have changed") }
    if now.target != recorded.target {
      found.append("the target is \"\(now.target)\", in the record \"\(recorded.target)\"")
    }
    if now.targetFingerprint != recorded.targetFingerprint {
      found.append(
        "the surfaces of the target have the digest \(now.targetFingerprint.short), in the record "
          + recorded.targetFingerprint.short)
    }
    if now.seed != recorded.seed { found.append("the seed is \(now.seed), in the record \(recorded.seed)") }
    if now.cases.map(\.id) != recorded.cases.map(\.id) {
      found.append("other cases are selected: \(now.cases.count), in the record \(recorded.cases.count)")
    }
    if now.design.maximumTrials != recorded.design.maximumTrials {
      found.append(
        "--max-trials is \(text(now.design.maximumTrials)), in the record \(text(recorded.design.maximumTrials))")
    }
    if found.isEmpty, planned(now) != planned(recorded) { found.append(design(recorded, now)) }
    return found
  }

  /// Everything that outcomes depend on.
  private static func planned(_ plan: RunPlan) -> RunPlan {
    var plan = plan
    plan.skipped = []
    // The evalset's digest speaks for the policy; records of earlier versions hold neither of these.
    plan.policyDigest = nil
    plan.waiversDigest = nil
    for index in plan.design.tests.indices { plan.design.tests[index].extendedTo = nil }
    return plan
  }

  private static func evalset(_ recorded: RunPlan, _ now: RunPlan) -> String {
    let before = Dictionary(recorded.cases.map { ($0.id, $0.digest) }) { first, _ in first }
    let changed = now.cases.filter { planned in before[planned.id].map { $0 != planned.digest } ?? false }
    let what = changed.first.map { ": \($0.id)\(others(changed.count)) has changed" } ?? ""
    return "the evalset \"\(now.evalset)\" has the digest \(now.evalsetDigest.short), in the record "
      + "\"\(recorded.evalset)\" \(recorded.evalsetDigest.short)\(what)"
  }

  private static func design(_ recorded: RunPlan, _ now: RunPlan) -> String {
    let before = Dictionary(recorded.design.tests.map { ($0.id, $0) }) { first, _ in first }
    let other = now.design.tests.first { test in
      var planned = before[test.id]
      planned?.extendedTo = nil
      return planned != test
    }
    return "the stopping rule is another" + (other.map { ", first in \($0.id)" } ?? "")
  }

  private static func others(_ count: Int) -> String { count > 1 ? " (and \(count - 1) more)" : "" }

  private static func text(_ number: Int?) -> String { number.map(String.init) ?? "not given" }
}
