import EvalSchema

/// What the body of a refusal says: a sentence for people, and the words that decide what is meant.
struct HTTPErrorWords: Sendable, Hashable {
  /// The server's own sentence, hostile and of any length up to 4,096 bytes; empty where there is none.
  var message: String
  /// Message, type and code in lower case, to look for words in.
  private var marks: String

  /// Most bytes of a body that are looked at.
  private static let excerpt = 16_384

  /// Reads the body of a response.
  init(_ response: HTTPResponse) {
    let excerpt = Array(response.body.prefix(Self.excerpt))
    if response.body.count <= Self.excerpt, let value = Self.json(excerpt) {
      self.init(message: Self.message(in: value) ?? "", marks: String(decoding: excerpt, as: UTF8.self))
    } else if Self.isMarkup(response, excerpt) {
      self.init(message: "an HTML page", marks: "")
    } else {
      let text = String(decoding: excerpt, as: UTF8.self)
      self.init(message: text, marks: text)
    }
  }

  /// Takes the sentence and the text to look for words in.
  init(message: String, marks: String) {
    self.message = String(decoding: message.utf8.prefix(4096), as: UTF8.self)
    self.marks = marks.lowercased()
  }

  /// Whether no more is to be had until somebody pays or a day is over.
  var saysQuota: Bool {
    says(
      "insufficient_quota", "insufficient quota", "billing_hard_limit", "billing hard limit", "billing_not_active",
      "account is not active", "credit balance", "insufficient credit", "insufficient_credit", "insufficient balance",
      "insufficient_balance", "insufficient funds", "payment required", "out of credits", "quota_exceeded", "perday",
      "monthly limit", "spending limit", "spend limit", "usage limit")
  }

  /// The same for a status that means something else as well: only words that no conversation holds by chance, as a refusal may
  /// quote what it refuses, and a used-up quota ends the run.
  var saysQuotaPlainly: Bool {
    says(
      "insufficient_quota", "insufficient_balance", "billing_hard_limit", "billing_not_active",
      "credit balance is too low",
      "specified api usage limits")
  }

  /// Whether it is about the pace.
  var saysRateLimit: Bool { says("rate limit", "rate_limit", "ratelimit", "too many requests", "throttl") }

  /// Whether the conversation is too long for the model.
  var saysContextLength: Bool {
    says(
      "context_length_exceeded", "context length", "context window", "context size", "maximum context",
      "prompt is too long",
      "input is too long", "prompt too long", "too many tokens", "too many input tokens",
      "exceeds the maximum number of tokens",
      "exceed_context_size", "string_above_max_length")
  }

  /// Whether the server has too much to do.
  var saysOverloaded: Bool { says("overloaded", "over capacity", "at capacity", "server is busy", "no capacity") }

  private func says(_ words: String...) -> Bool {
    let bytes = Array(marks.utf8)
    return words.contains { Self.contains(bytes, Array($0.utf8)) }
  }

  private static func contains(_ bytes: [UInt8], _ word: [UInt8]) -> Bool {
    guard let first = word.first, bytes.count >= word.count else { return false }
    for start in 0...(bytes.count - word.count)
    where bytes[start] == first && bytes[start..<(start + word.count)].elementsEqual(word) {
      return true
    }
    return false
  }

  private static func json(_ bytes: [UInt8]) -> JSONValue? {
    guard let first = bytes.first(where: { !" \t\r\n".utf8.contains($0) }), "{[\"".utf8.contains(first) else {
      return nil
    }
    do { return try TolerantJSON.decode(JSONValue.self, from: bytes) } catch { return nil }
  }

  /// The sentence where APIs put it: `error.message`, `error`, `message`, `detail`, `errors`, the first of a list.
  private static func message(in value: JSONValue, depth: Int = 0) -> String? {
    guard depth < 4 else { return nil }
    switch value {
    case .string(let text): return text
    case .array(let values): return values.first.flatMap { message(in: $0, depth: depth + 1) }
    case .object:
      for key in ["error", "message", "Message", "detail", "errors", "msg", "title", "error_description"] {
        if let inner = value[key], let text = message(in: inner, depth: depth + 1), !text.isEmpty { return text }
      }
      return nil
    default: return nil
    }
  }

  private static func isMarkup(_ response: HTTPResponse, _ bytes: [UInt8]) -> Bool {
    if response.header("content-type")?.lowercased().hasPrefix("text/html") == true { return true }
    let start = String(decoding: bytes.drop { " \t\r\n".utf8.contains($0) }.prefix(14), as: UTF8.self).lowercased()
    return start.hasPrefix("<!doctype html") || start.hasPrefix("<html")
  }
}
