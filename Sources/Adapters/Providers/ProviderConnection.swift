import EvalSchema

/// Where a provider is reached and by whom: address, key, headers, and what must never be repeated.
struct ProviderConnection: Sendable {
  /// The address without a slash at its end.
  let baseURL: String
  /// The key; nil where none is sent.
  let key: String?
  /// The headers of the target.
  let extraHeaders: [HTTPRequest.Header]
  /// Most bytes of a response.
  let responseBytes: Int
  /// Hides the values of the variables that hold credentials.
  let redaction: SecretRedaction

  /// Reads a target; throws every finding at once.
  ///
  /// The provider's own address comes with the provider's usual variable; another address gets a key only where `key_env` names
  /// one, so that no server gets a key that was meant for another.
  ///
  /// - Parameters:
  ///   - address: the provider's own address; nil where there is none.
  ///   - variable: the variable that usually holds the provider's key; nil where there is none.
  ///   - secrets: further variables whose values must not be repeated.
  init(
    target: Target, environment: [String: String], address: String?, variable: String?, secrets: [String] = []
  ) throws(DiagnosticError) {
    var findings = target.findings().map { Diagnostic.error($0.code, $0.message, hint: $0.hint) }
    let name = target.keyEnv ?? (target.baseURL == nil ? variable : nil)
    let key = name.flatMap { environment[$0] }
    if let name {
      if key?.isEmpty ?? true {
        findings.append(
          .error(
            "key-missing", "auth: the variable \(name), which holds the key of \"\(target.name)\", is not set",
            hint: "export \(name)=…, or name another variable under `key_env`"))
      } else if let key, key.utf8.contains(where: { $0 <= 0x20 || $0 >= 0x7F }) {
        findings.append(
          .error(
            "key-form", "auth: the variable \(name) of \"\(target.name)\" holds a space, a line break or another sign",
            hint: "a key is one word; see how it was exported"))
      }
    }
    guard findings.isEmpty else { throw DiagnosticError(findings) }
    var base = target.baseURL ?? address ?? ""
    if target.adapter != .http { while base.utf8.last == UInt8(ascii: "/") { base.removeLast() } }
    baseURL = base
    self.key = key
    extraHeaders = (target.extraHeaders ?? [:]).sorted { $0.key < $1.key }.map { .init(name: $0.key, value: $0.value) }
    responseBytes = max(target.limits.responseBytes, 1)
    let names = Set([name].compactMap(\.self) + secrets)
    redaction = SecretRedaction(environment.filter { names.contains($0.key) })
  }
}
