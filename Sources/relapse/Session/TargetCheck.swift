import Adapters
import Authoring
import EvalSchema
import Reporting

/// What is said about a target and its first answer; never a key, whatever the target's messages hold.
struct TargetCheck {
  let target: Target
  let environment: [String: String]

  /// Makes the adapter, which checks everything that can be checked without a request.
  func adapter() async -> Result<any Adapter, DiagnosticError> {
    do throws(DiagnosticError) {
      return .success(try AdapterFactory.adapter(for: target, environment: environment))
    } catch {
      return .failure(DiagnosticError(error.diagnostics.map { clean($0) }))
    }
  }

  /// Whether a greeting would say nothing: a simulator answers the evalset's own inputs.
  var needsCase: Bool { target.adapter == .simulated }

  /// What is no error and may surprise.
  var warnings: [Diagnostic] {
    var warnings: [Diagnostic] = []
    for name in target.command?.environment ?? [] where (environment[name] ?? "").isEmpty {
      warnings.append(
        .warning(
          "variable-not-set", "the target \"\(target.name)\" passes on the variable \(name), which is not set",
          hint: "export \(name)=… in the shell that starts relapse"))
    }
    if let model = target.model, !ModelPin.isPinned(model) {
      warnings.append(
        .warning(
          "mutable-model", "the model \"\(model)\" of target \"\(target.name)\" is an alias that the provider may move",
          hint: "name a dated version; a gate refuses an alias unless the policy allows it"))
    }
    return warnings
  }

  /// What went wrong, in words, and what to do.
  func diagnosis(_ failure: AdapterFailure, of trial: TrialRecord) -> Diagnostic {
    let (what, hint) = Self.words(failure, of: target)
    return clean(.error("target-\(failure.kind.rawValue)", "\(what): \(failure.message)", hint: hint))
  }

  /// What an answer says of the target.
  func description(of trial: TrialRecord) -> [String] {
    let milliseconds = Int((trial.latency * 1000).rounded())
    var lines = ["\(target.name) (\(target.adapter.rawValue)): answered in \(milliseconds) ms"]
    if let model = trial.model { lines.append("  model as returned: \(model)") }
    if trial.usage.inputTokens + trial.usage.outputTokens > 0 {
      lines.append("  tokens: \(trial.usage.inputTokens) in, \(trial.usage.outputTokens) out")
    } else if target.price != nil {
      lines.append("  tokens: none reported, so the cost of a run cannot be counted")
    }
    guard case .assistant(let turn)? = trial.transcript.messages.first else { return lines.map { redacted($0) } }
    if !turn.content.isEmpty {
      lines.append("  it said: \(Self.cut(turn.content))")
    } else if turn.toolCalls.isEmpty {
      lines.append("  it said nothing: an empty answer is an answer")
    }
    if !turn.toolCalls.isEmpty { lines.append("  it called: \(turn.toolCalls.map(\.name).joined(separator: ", "))") }
    return lines.map { redacted($0) }
  }

  private static func words(_ failure: AdapterFailure, of target: Target) -> (what: String, hint: String) {
    switch failure.kind {
    case .auth: ("the key was refused", "check the variable that the target names; nothing else is wrong with the way")
    case .quota: ("the quota is used up", "raise it or wait; the key itself was accepted")
    case .rateLimited, .overloaded:
      ("the target is there and asks for less", "try again in a minute; lower `concurrency`")
    case .server: ("the target is there and broke", "see its own log")
    case .timeout:
      ("no answer came in time", "is it running, and is `limits.timeout` (\(Int(target.limits.timeout)) s) enough?")
    case .network: network(failure.message)
    case .badRequest:
      target.adapter == .recording
        ? ("the cassette has no answer to this request", "a cassette answers only what was recorded")
        : refusal(failure.message, of: target)
    case .contextLength: ("the request is too long for the model", "shorten the system prompt")
    case .malformedResponse:
      (
        "the answer is not in the form that the adapter reads",
        "see docs/adapters.md for the form; the message quotes it"
      )
    case .tooLarge: ("the answer is too large", "raise `limits.response_bytes`")
    case .cancelled: ("the request was called off", "run relapse doctor again")
    case .grader: ("the answer could not be judged", "see relapse check")
    }
  }

  /// The adapters' own words say how far a request came.
  private static func network(_ message: String) -> (what: String, hint: String) {
    if message.hasPrefix("TLS:") {
      return (
        "the connection is not safe, so nothing was sent",
        "check `base_url`; SSL_CERT_FILE names the authorities of your own servers or of a proxy that opens TLS"
      )
    }
    if message.hasPrefix("the host's name was not resolved") {
      return (
        "the name of the host is not known", "check the spelling of `base_url`, and the name server of this machine"
      )
    }
    if message.contains("proxy") {
      return ("the proxy does not lead to the target", "check https_proxy, http_proxy, all_proxy and no_proxy")
    }
    if message.hasPrefix("no connection") {
      return (
        "nothing answers at the address", "is the target running? Check host and port of `base_url`, and the proxy"
      )
    }
    return ("the target was reached and broke off", "see its own log, and what stands between")
  }

  private static func refusal(_ message: String, of target: Target) -> (what: String, hint: String) {
    guard message.hasPrefix("HTTP 404") else {
      return ("the target refuses the request itself", "check `model` and `parameters` of the target")
    }
    let model = target.model.map { "is there a model \"\($0)\" for this key? Check `model`" } ?? "check the path"
    return ("the target is there, and has no such model or address", "\(model) and `base_url`")
  }

  private func clean(_ diagnostic: Diagnostic) -> Diagnostic {
    var diagnostic = diagnostic
    diagnostic.message = redacted(diagnostic.message)
    diagnostic.hint = diagnostic.hint.map { redacted($0) }
    return diagnostic
  }

  /// A text without the value of any variable that may be a key, and without anything that looks like one.
  private func redacted(_ text: String) -> String {
    var text = text
    let secret = SecretVariables.of(target, in: environment)
    for (name, value) in secret.sorted(by: { ($1.value.utf8.count, $0.key) < ($0.value.utf8.count, $1.key) }) {
      text = text.replacing(value, with: "[\(name)]")
    }
    for secret in SecretScanner.secrets(in: text) { text = text.replacing(secret.text, with: "[\(secret.kind)]") }
    return text
  }

  private static func cut(_ text: String) -> String {
    let scalars = text.unicodeScalars
    return scalars.count <= 120 ? text : String(String.UnicodeScalarView(scalars.prefix(119))) + "…"
  }
}
