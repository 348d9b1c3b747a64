import EvalSchema
import Testing

@testable import Authoring

/// Applies one rule to the right case of `TemporaryEvalset` after a change of its text.
enum LintBench {
  /// What is replaced, by what.
  typealias Change = (old: String, new: String)

  /// The case after changes; it must be right in form.
  static func evalCase(_ changes: [Change] = [], id: String = "INC-1") throws -> LoadedCase {
    var text = TemporaryEvalset.caseText
    for (old, new) in changes {
      try #require(text.contains(old), "\(old)")
      text = text.replacing(old, with: new, maxReplacements: 1)
    }
    text = text.replacing("id: INC-1\ntitle", with: "id: \(id)\ntitle")
    let (loaded, diagnostics) = CaseLoader.parse(bytes: Array(text.utf8), file: "cases/\(id).yaml")
    try #require(diagnostics.isEmpty, "\(diagnostics)")
    return try #require(loaded)
  }

  /// An evalset of cases, with the postmortem of the right case.
  static func evalset(
    _ cases: [LoadedCase], waivers: [Waiver] = [],
    postmortems: [LoadedPostmortem] = [
      LoadedPostmortem(file: "postmortems/INC-1.md", sha256: Digest(of: TemporaryEvalset.postmortem))
    ]
  ) -> LoadedEvalset {
    let manifest = EvalsetManifest(name: "support", owner: nil)
    let evalset = Evalset(
      path: ".", manifest: manifest, manifestFile: "evalset.yaml", cases: cases.map(\.caseFile), waivers: waivers)
    return LoadedEvalset(evalset: evalset, cases: cases, postmortems: postmortems)
  }

  /// The findings as `line:column code`.
  static func findings(
    _ rule: LintRule, _ changes: [Change] = [], in context: LintContext = LintContext()
  ) throws -> [String] {
    let loaded = try evalCase(changes)
    let found: [Diagnostic] =
      switch rule.scope {
      case .evalCase(let check): check(loaded, context)
      case .evalset(let check): check(evalset([loaded]), context)
      }
    return found.map { "\($0.place?.line ?? 0):\($0.place?.column ?? 0) \($0.code)" }
  }

  /// The findings of a rule about an evalset, as `file code`.
  static func findings(_ rule: LintRule, of loaded: LoadedEvalset, today: String? = nil) -> [String] {
    guard case .evalset(let check) = rule.scope else { return ["not a rule about evalsets"] }
    return check(loaded, LintContext(today: today)).map { "\($0.place?.file ?? "-") \($0.code)" }
  }
}
