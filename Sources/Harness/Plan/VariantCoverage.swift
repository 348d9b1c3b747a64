import EvalSchema

/// Whether a run that goes well asks every variant of its cases: a pass must not rest on those that came first.
struct VariantCoverage {
  /// The evalset that the plan is of.
  let evalset: Evalset
  /// The tests.
  let design: StoppingDesign
  /// The cases that run.
  let cases: [EvalCase]

  /// One error for each case of which a test would pass before its last variant was asked.
  func findings() -> [Diagnostic] {
    let varied = cases.filter { !$0.variants.isEmpty }
    guard !varied.isEmpty else { return [] }
    let ids = Set(varied.map(\.id))
    var clean: [String: Int] = [:]
    for test in design.tests {
      let members = test.members.filter(ids.contains)
      guard !members.isEmpty, let trials = test.cleanTrialsPerMember else { continue }
      for id in members { clean[id] = min(clean[id] ?? .max, trials) }
    }
    return varied.compactMap { evalCase in
      let names = evalCase.variantNames
      guard let trials = clean[evalCase.id], trials < names.count else { return nil }
      let file = evalset.cases.first { $0.evalCase.id == evalCase.id }?.file
      return .error(
        "variants-unreached",
        "\(evalCase.id) can pass a test after \(trials) clean trials and takes turns through \(names.count) inputs: "
          + "\(names.dropFirst(trials).joined(separator: ", ")) would not have been asked",
        at: file.map { Place(file: evalset.shown($0)) },
        hint: "keep at most \(trials - 1) variants, or state a lower `limit` for the case")
    }
  }
}
