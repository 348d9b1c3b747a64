import EvalSchema

extension Evalset {
  /// A path below the evalset as the user would type it.
  func shown(_ relative: String) -> String {
    if path.isEmpty || path == "." || relative.hasPrefix(path + "/") { return relative }
    return path == "/" ? "/" + relative : "\(path)/\(relative)"
  }

  /// Where the policy stands.
  var policyPlace: Place { Place(file: shown(manifestFile), line: policyLine) }
}
