/// One finding about what a person wrote: place, reason, remedy and a stable code.
///
/// Diagnostics are collected, never thrown one by one. `code` is kebab-case and documented by `relapse explain CODE`.
public struct Diagnostic: Sendable, Hashable, Codable {
  /// How much a diagnostic matters.
  public enum Severity: String, Sendable, Codable, Comparable, CaseIterable {
    case note, warning, error

    /// Orders note < warning < error.
    public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

    private var rank: Int {
      switch self {
      case .note: 0
      case .warning: 1
      case .error: 2
      }
    }
  }

  /// The stable code, for example `unknown-key`.
  public var code: String
  /// How much it matters; an error stops what was asked.
  public var severity: Severity
  /// Where it is, when a file is to blame.
  public var place: Place?
  /// What is wrong, in one sentence without the place, offending value in quotes.
  public var message: String
  /// What to do about it.
  public var hint: String?
  /// The source line that `place` names, for the caret.
  public var sourceLine: String?

  /// Makes a diagnostic.
  public init(
    _ severity: Severity, _ code: String, _ message: String, at place: Place? = nil, hint: String? = nil,
    sourceLine: String? = nil
  ) {
    self.code = code
    self.severity = severity
    self.place = place
    self.message = message
    self.hint = hint
    self.sourceLine = sourceLine
  }

  /// An error.
  public static func error(
    _ code: String, _ message: String, at place: Place? = nil, hint: String? = nil
  ) -> Diagnostic {
    Diagnostic(.error, code, message, at: place, hint: hint)
  }

  /// A warning.
  public static func warning(
    _ code: String, _ message: String, at place: Place? = nil, hint: String? = nil
  ) -> Diagnostic {
    Diagnostic(.warning, code, message, at: place, hint: hint)
  }
}

/// Findings that make it impossible to go on: the payload of every throwing loader.
public struct DiagnosticError: Error, Sendable {
  /// All findings of what was read, in file order; at least one is an error.
  public var diagnostics: [Diagnostic]

  /// Makes the error from its findings.
  public init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }

  /// Makes the error from one finding.
  public init(_ diagnostic: Diagnostic) { self.diagnostics = [diagnostic] }
}

extension Sequence where Element == Diagnostic {
  /// Whether any finding is an error.
  public var hasErrors: Bool { contains { $0.severity == .error } }
}
