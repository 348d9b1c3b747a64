import EvalSchema

/// Finds the failure pattern that a text names; what could be several is asked for, never picked.
package enum PatternGate {
  /// The outcome for one text.
  package enum Reading: Sendable, Hashable {
    /// It names the pattern with this id.
    case known(String)
    /// It names any of these, in the order of the taxonomy.
    case ambiguous([String])
    /// It names none.
    case unknown
  }

  /// Says that a name is no pattern, with the nearest one.
  package static func unknownName(_ text: String) -> String {
    let names = Taxonomy.patterns.flatMap { [$0.id, $0.name.lowercased()] }
    let near = NearestName.of(text.trimmed.lowercased(), in: names).flatMap { name in
      Taxonomy.patterns.first { $0.id == name || $0.name.lowercased() == name }?.id
    }
    let hint = near.map { ": did you mean `\($0)`?" } ?? ""
    return "there is no failure pattern \"\(ImportProposal.excerpt(text))\"\(hint)"
  }

  /// Reads the name of a pattern; several names joined by `+`, `,`, `;` or `/` are several candidates.
  package static func read(_ text: String) -> Reading {
    let whole = Taxonomy.match(text).candidates
    if whole.count == 1 { return .known(whole[0].id) }
    if whole.count > 1 { return .ambiguous(whole.map(\.id)) }
    let parts = text.split { "+,;/".contains($0) }.map(\.trimmed).filter { !$0.isEmpty }
    guard parts.count > 1 else { return .unknown }
    let found = Set(parts.flatMap { Taxonomy.match($0).candidates.map(\.id) })
    let ordered = Taxonomy.patterns.map(\.id).filter { found.contains($0) }
    return ordered.isEmpty ? .unknown : .ambiguous(ordered)
  }
}
