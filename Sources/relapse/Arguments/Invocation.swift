import EvalSchema

/// A command line that fits its command: positional arguments and options by name.
struct Invocation: Sendable {
  /// The command.
  var command: String
  /// The positional arguments.
  var arguments: [String] = []
  /// The values of each option given; a switch has one empty value.
  var options: [String: [String]] = [:]
  /// The options that come from environment variables, not from the command line.
  var fromEnvironment: Set<String> = []

  /// Whether a switch was given.
  func has(_ name: String) -> Bool { options[name] != nil }

  /// The last value of an option.
  func value(_ name: String) -> String? { options[name]?.last }

  /// Every value of an option that repeats; commas separate too.
  ///
  /// An empty value is an error: a variable that was not set must not select everything.
  func values(_ name: String) throws -> [String] {
    try (options[name] ?? []).flatMap { text in
      let values = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      guard !values.contains(where: \.isEmpty) else {
        throw UsageError(
          "--\(name) has an empty value: \"\(text)\"", hint: "leave the option away to select everything")
      }
      return values
    }
  }

  /// The value of an option as a whole number in a range.
  func integer(_ name: String, in range: ClosedRange<Int>) throws -> Int? {
    guard let text = value(name) else { return nil }
    guard let number = Int(text), range.contains(number) else {
      let bounds =
        range.upperBound == .max ? "at least \(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
      throw UsageError("--\(name) takes a whole number, \(bounds); found \"\(text)\"")
    }
    return number
  }

  /// The value of an option as one of some words.
  func choice<Value: RawRepresentable & CaseIterable>(_ name: String, default standard: Value) throws -> Value
  where Value.RawValue == String {
    guard let text = value(name) else { return standard }
    guard let value = Value(rawValue: text) else {
      let words = Value.allCases.map(\.rawValue)
      let near = NearestName.of(text, in: words).map { "; did you mean `\($0)`?" } ?? ""
      throw UsageError("--\(name) takes \(words.joined(separator: ", ")); found \"\(text)\"\(near)")
    }
    return value
  }
}

/// A command line that cannot be understood; exit code 2.
struct UsageError: Error {
  /// What is wrong.
  var message: String
  /// What to do.
  var hint: String?

  init(_ message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }

  /// The error as a diagnostic.
  var diagnostic: Diagnostic { .error("usage", message, hint: hint) }
}
