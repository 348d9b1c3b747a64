/// The five words of every output.
public enum Verdict: String, Sendable, Codable, Hashable, CaseIterable {
  case pass, fail, inconclusive, error, empty

  /// How bad a verdict is when several are combined: fail > error > inconclusive > empty > pass.
  public var rank: Int {
    switch self {
    case .pass: 0
    case .empty: 1
    case .inconclusive: 2
    case .error: 3
    case .fail: 4
    }
  }

  /// The worse of two verdicts.
  public func combined(with other: Verdict) -> Verdict { other.rank > rank ? other : self }

  /// The exit status that says it.
  public var exitStatus: ExitStatus {
    switch self {
    case .pass: .pass
    case .fail: .fail
    case .inconclusive: .inconclusive
    case .error: .error
    case .empty: .empty
    }
  }
}

/// How the program ends.
public enum ExitStatus: Int32, Sendable, Codable, Hashable, CaseIterable {
  case pass = 0
  case fail = 1
  /// Usage, configuration, or an evalset that is not fit to be judged.
  case usage = 2
  case inconclusive = 3
  /// Infrastructure.
  case error = 4
  /// Nothing selected.
  case empty = 5
  /// An internal fault.
  case fault = 70
  case interrupted = 130
  case terminated = 143
}
