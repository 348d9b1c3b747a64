import EvalSchema

/// The policy of a report: one style, one script, both by hash; no request of any kind.
enum ContentSecurityPolicy {
  /// The policy for a style sheet and a script.
  static func text(style: String, script: String) -> String {
    "default-src 'none'; style-src '\(hash(style))'; script-src '\(hash(script))'; img-src data:; base-uri 'none'; "
      + "form-action 'none'"
  }

  /// The source expression of a text: `sha256-…` in base64.
  static func hash(_ text: String) -> String { "sha256-" + base64(SHA256.hash(text.utf8)) }

  /// The base64 of RFC 4648, section 4.
  static func base64(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".unicodeScalars)
    var text = ""
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let padded = group + Array(repeating: 0, count: 3 - group.count)
      let bits = padded.reduce(0) { $0 << 8 | Int($1) }
      for position in 0..<4 {
        let sign = alphabet[bits >> (18 - 6 * position) & 63]
        text.unicodeScalars.append(position <= group.count ? sign : "=")
      }
    }
    return text
  }
}
