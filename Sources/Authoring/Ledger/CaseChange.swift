package import EvalSchema

/// One difference between what the ledger holds and what stands in the files now.
package struct CaseChange: Sendable, Hashable {
  /// Which way a change goes.
  package enum Direction: String, Sendable, Hashable {
    /// More may pass: it needs a recorded reason before it counts.
    case looser
    /// Less may pass.
    case stricter
    /// It asks something else; which way it goes cannot be told.
    case changed
  }

  /// Which way it goes.
  package var direction: Direction
  /// What it is, in words: `limit 1% → 2%`.
  package var text: String
  /// The path in the file, for the place.
  package var path: [String]

  /// Makes the value from its parts.
  package init(_ direction: Direction, _ text: String, at path: [String]) {
    self.direction = direction
    self.text = text
    self.path = path
  }

  /// The change with its direction: `limit 1% → 2%: looser`.
  package var words: String { "\(text): \(direction.rawValue)" }
}

/// Judges a transcript by the graders of a case: a closure of the door, for this room cannot see graders.
package typealias ExhibitOracle = @Sendable (_ evalCase: EvalCase, _ transcript: Transcript) async -> GradeResult

/// Compares two policies.
enum PolicyComparison {
  /// The differences, by severity and key; the version of the policy is none.
  static func changes(from old: Policy, to new: Policy) -> [CaseChange] {
    var changes: [CaseChange] = []
    func note<Value: Equatable>(
      _ key: String, _ old: Value, _ new: Value, looser: Bool? = nil, in path: [String] = [],
      _ words: (Value) -> String = { "\($0)" }
    ) {
      guard old != new else { return }
      let direction: CaseChange.Direction = looser.map { $0 ? .looser : .stricter } ?? .changed
      let name = ((path.first == "judges" ? path[...] : path.dropFirst()) + [key]).joined(separator: " ")
      changes.append(CaseChange(direction, "\(name) \(words(old)) → \(words(new))", at: ["policy"] + path + [key]))
    }
    let rate = { (value: Double) in Quantity.percentText(value) }
    note("confidence", old.confidence, new.confidence, looser: new.confidence < old.confidence, rate)
    for severity in Severity.allCases {
      let (was, now) = (old.severities[severity], new.severities[severity])
      let path = ["severities", severity.rawValue]
      note("limit", was.limit, now.limit, looser: now.limit > was.limit, in: path, rate)
      note("unit", was.unit, now.unit, looser: now.unit == .pattern, in: path) { $0.rawValue }
      if now.unit == was.unit {
        note("cap", was.cap, now.cap, looser: isLooser(cap: now.cap, than: was.cap), in: path) {
          $0.map(rate) ?? "none"
        }
      }
      note("blocks", was.blocks, now.blocks, looser: !now.blocks, in: path)
      note("budget", was.budget, now.budget, in: path) { $0.map { "\($0)" } ?? "20 / limit" }
    }
    note("error_share", old.errorShare, new.errorShare, looser: new.errorShare > old.errorShare, rate)
    note("minimum_valid", old.minimumValid, new.minimumValid, looser: new.minimumValid < old.minimumValid)
    note("allow_inconclusive", old.allowInconclusive, new.allowInconclusive, looser: new.allowInconclusive)
    note("allow_mutable_alias", old.allowMutableAlias, new.allowMutableAlias, looser: new.allowMutableAlias)
    let (was, now) = (old.judgeFloor, new.judgeFloor)
    note("exemplars", was.exemplars, now.exemplars, looser: now.exemplars < was.exemplars, in: ["judges"])
    note(
      "sensitivity", was.sensitivity, now.sensitivity, looser: now.sensitivity < was.sensitivity, in: ["judges"], rate)
    note(
      "accept_uncalibrated", was.acceptUncalibrated, now.acceptUncalibrated, looser: now.acceptUncalibrated,
      in: ["judges"])
    note("accept_resolved", old.acceptResolved, new.acceptResolved)
    note("identical_outputs", old.identicalOutputs, new.identicalOutputs, looser: new.identicalOutputs == .warn) {
      $0.rawValue
    }
    if changes.isEmpty, old.unnumbered != new.unnumbered {
      changes.append(CaseChange(.changed, "the policy was changed", at: ["policy"]))
    }
    return changes
  }

  private static func isLooser(cap new: Double?, than old: Double?) -> Bool {
    guard let old else { return false }
    return new.map { $0 > old } ?? true
  }
}
