package import EvalSchema

/// Finds credentials in what is meant to be committed: keys of providers, tokens, private keys, passwords in addresses.
///
/// It knows forms, not meanings: a text is a secret when it has the prefix, the alphabet and the length of one.
package enum SecretScanner {
  /// One credential in a text.
  package struct Secret: Sendable, Hashable {
    /// What it looks like.
    package var kind: String
    /// The credential itself: never to be printed.
    package var text: String
    /// Its first Unicode scalar in the text, from 0.
    package var offset: Int
  }

  /// A form of credentials: a prefix, then at least so many characters of an alphabet.
  private struct Form {
    var kind: String
    var prefix: [Unicode.Scalar]
    var least: Int
    /// Whether at least one digit must occur: words are no keys.
    var needsDigit = true

    init(_ kind: String, _ prefix: String, _ least: Int, needsDigit: Bool = true) {
      self.kind = kind
      self.prefix = Array(prefix.unicodeScalars)
      self.least = least
      self.needsDigit = needsDigit
    }
  }

  private static let forms: [Form] = [
    Form("an API key", "sk-", 16), Form("an API key", "sk_live_", 16), Form("an API key", "rk_live_", 16),
    Form("an AWS key", "AKIA", 16), Form("an AWS key", "ASIA", 16), Form("a GitHub token", "ghp_", 30),
    Form("a GitHub token", "gho_", 30), Form("a GitHub token", "ghu_", 30), Form("a GitHub token", "ghs_", 30),
    Form("a GitHub token", "ghr_", 30), Form("a GitHub token", "github_pat_", 30), Form("a GitLab token", "glpat-", 16),
    Form("a Slack token", "xoxb-", 16), Form("a Slack token", "xoxp-", 16), Form("a Slack token", "xoxa-", 16),
    Form("a Slack token", "xoxs-", 16), Form("a Google key", "AIza", 30), Form("a Hugging Face token", "hf_", 24),
    Form("an npm token", "npm_", 30), Form("a signed token", "eyJ", 40), Form("a bearer token", "Bearer ", 20),
    Form("a bearer token", "bearer ", 20),
    Form("a private key", "-----BEGIN PRIVATE KEY", 0, needsDigit: false),
    Form("a private key", "-----BEGIN RSA PRIVATE KEY", 0, needsDigit: false),
    Form("a private key", "-----BEGIN EC PRIVATE KEY", 0, needsDigit: false),
    Form("a private key", "-----BEGIN DSA PRIVATE KEY", 0, needsDigit: false),
    Form("a private key", "-----BEGIN OPENSSH PRIVATE KEY", 0, needsDigit: false),
    Form("a private key", "-----BEGIN ENCRYPTED PRIVATE KEY", 0, needsDigit: false),
  ]

  /// For each ASCII character, whether a form begins with it, or `://` does.
  private static let starts: [Bool] = {
    var starts = [Bool](repeating: false, count: 128)
    for form in forms { starts[Int(form.prefix[0].value)] = true }
    starts[0x3A] = true
    return starts
  }()

  /// The names of keys whose values are credentials, in lower case without `-` and `_`.
  private static let names: Set<String> = [
    "key", "apikey", "apitoken", "token", "accesstoken", "authtoken", "bearer", "secret", "clientsecret", "password",
    "passwd",
    "authorization", "credential", "credentials", "secretkey", "privatekey", "accesskey", "secretaccesskey", "xapikey",
  ]

  /// The credentials in a text, in order. Complexity: O(n).
  package static func secrets(in text: String) -> [Secret] {
    let scalars = Array(text.unicodeScalars)
    var found: [Secret] = []
    var index = 0
    let starts = starts
    while index < scalars.count {
      let value = Int(scalars[index].value)
      if value < 128, starts[value], let secret = secret(in: scalars, at: index) {
        found.append(secret)
        index += max(secret.text.unicodeScalars.count, 1)
      } else {
        index += 1
      }
    }
    return found
  }

  /// Whether a key's name says that its value is a credential.
  package static func namesSecret(_ key: String) -> Bool {
    names.contains(key.lowercased().filter { $0 != "-" && $0 != "_" })
  }

  /// The findings in a text with their places, and the credentials themselves, which no message may show.
  ///
  /// The tree, when given, also tells values under keys such as `api_key`.
  package static func scan(_ source: SourceText, tree: Node?) -> (diagnostics: [Diagnostic], secrets: [String]) {
    var diagnostics: [Diagnostic] = []
    var texts: [String] = []
    for secret in secrets(in: String(decoding: source.bytes, as: UTF8.self)) {
      texts.append(secret.text)
      diagnostics.append(finding(secret.kind, at: source.place(scalarOffset: secret.offset)))
    }
    if let tree { scan(tree, into: &diagnostics, &texts) }
    return (diagnostics, texts)
  }

  private static func scan(_ node: Node, into diagnostics: inout [Diagnostic], _ texts: inout [String]) {
    switch node.content {
    case .scalar: break
    case .sequence(let nodes): for node in nodes { scan(node, into: &diagnostics, &texts) }
    case .mapping(let entries):
      for entry in entries {
        if namesSecret(entry.key), case .scalar(let text, _) = entry.value.content, text.utf8.count >= 8 {
          texts.append(text)
          if !diagnostics.contains(where: { $0.place?.line == entry.value.place.line }) {
            diagnostics.append(finding("a credential under `\(entry.key)`", at: entry.value.place))
          }
        }
        scan(entry.value, into: &diagnostics, &texts)
      }
    }
  }

  private static func finding(_ kind: String, at place: Place) -> Diagnostic {
    .error(
      "secret-in-file", "this looks like \(kind); a file that is committed must not hold it", at: place,
      hint: "remove it, revoke it, and give the NAME of an environment variable instead")
  }

  private static func secret(in scalars: [Unicode.Scalar], at index: Int) -> Secret? {
    if scalars[index] == ":" { return password(in: scalars, at: index) }
    guard index == 0 || !isWord(scalars[index - 1]) else { return nil }
    for form in forms where scalars[index...].starts(with: form.prefix) {
      var end = index + form.prefix.count
      while end < scalars.count, isWord(scalars[end]) || (form.prefix[0] == "e" && scalars[end] == ".") { end += 1 }
      let body = scalars[(index + form.prefix.count)..<end]
      guard body.count >= form.least, !form.needsDigit || body.contains(where: { ("0"..."9").contains($0) }) else {
        continue
      }
      return Secret(kind: form.kind, text: text(scalars[index..<end]), offset: index)
    }
    return nil
  }

  /// `://user:password@host`.
  private static func password(in scalars: [Unicode.Scalar], at index: Int) -> Secret? {
    guard scalars[index...].starts(with: Array("://".unicodeScalars)) else { return nil }
    let rest = scalars[(index + 3)...].prefix { !$0.properties.isWhitespace && $0 != "/" && $0 != "\"" && $0 != "'" }
    guard let at = rest.lastIndex(of: "@"), let colon = rest[..<at].firstIndex(of: ":"), at - colon > 1 else {
      return nil
    }
    return Secret(kind: "a password in an address", text: text(rest[(colon + 1)..<at]), offset: colon + 1)
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar) || scalar == "_"
      || scalar == "-"
  }

  private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }
}
