import EvalSchema

/// Reads a command line by the specification of its command.
///
/// `--name value` and `--name=value` are the same, `--` ends the options, `-` is a value. Nothing is abbreviated and nothing
/// unknown is ignored. An option that was not given is taken from the environment variable `RELAPSE_<NAME>`; an empty
/// variable counts as unset.
struct ArgumentParser {
  let spec: CommandSpec

  /// Reads the words after the verb.
  func parse(_ words: [String], environment: [String: String]) throws -> Invocation {
    var invocation = Invocation(command: spec.name)
    var rest = words[...]
    var onlyArguments = false
    while let word = rest.popFirst() {
      if onlyArguments || word == "-" || !word.hasPrefix("-") {
        invocation.arguments.append(word)
      } else if word == "--" {
        onlyArguments = true
      } else {
        try option(word, &rest, into: &invocation)
      }
    }
    readEnvironment(environment, into: &invocation)
    if !invocation.has("help") { try checkArguments(invocation) }
    return invocation
  }

  private func option(_ word: String, _ rest: inout ArraySlice<String>, into invocation: inout Invocation) throws {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    guard let option = spec.allOptions.first(where: { "--\($0.name)" == name || $0.short.map { "-\($0)" } == name })
    else {
      let near = NearestName.of(String(name.drop { $0 == "-" }), in: spec.allOptions.map(\.name))
      throw UsageError(
        "unknown option \(name) for `relapse \(spec.name)`" + (near.map { "; did you mean --\($0)?" } ?? ""),
        hint: "relapse help \(spec.name) lists the options")
    }
    var value = parts.count > 1 ? String(parts[1]) : nil
    if option.value == nil {
      guard value == nil else { throw UsageError("--\(option.name) takes no value") }
      value = ""
    } else if value == nil {
      guard let next = rest.popFirst() else {
        throw UsageError("--\(option.name) needs a value: --\(option.name) \(option.value ?? "")")
      }
      value = next
    }
    if option.value != nil, value?.isEmpty == true {
      throw UsageError(
        "--\(option.name) has an empty value", hint: "was a variable not set? Leave the option away to mean none")
    }
    guard option.repeats || option.value == nil || invocation.options[option.name] == nil else {
      throw UsageError("--\(option.name) is given twice")
    }
    invocation.options[option.name, default: []].append(value ?? "")
  }

  private func readEnvironment(_ environment: [String: String], into invocation: inout Invocation) {
    for option in spec.allOptions where invocation.options[option.name] == nil && option.name != "help" {
      let words = option.name.split(separator: "-").map { $0.uppercased() }
      guard let value = environment["RELAPSE_" + words.joined(separator: "_")], !value.isEmpty else { continue }
      if option.value == nil && ["0", "false", "no"].contains(value) { continue }
      invocation.options[option.name] = [option.value == nil ? "" : value]
      invocation.fromEnvironment.insert(option.name)
    }
  }

  private func checkArguments(_ invocation: Invocation) throws {
    let needed = spec.arguments.count { !$0.isOptional }
    if invocation.arguments.count < needed {
      let missing = spec.arguments.filter { !$0.isOptional }[invocation.arguments.count].name
      throw UsageError("`relapse \(spec.name)` needs \(missing)", hint: HelpText.usageLine(spec))
    }
    if spec.arguments.last?.repeats != true, invocation.arguments.count > spec.arguments.count {
      throw UsageError(
        "`relapse \(spec.name)` does not take \"\(invocation.arguments[spec.arguments.count])\"",
        hint: HelpText.usageLine(spec))
    }
  }
}
