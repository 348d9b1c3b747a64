import CPCRE2

/// A compiled PCRE2 expression (UTF, Unicode properties, JIT) whose every search has a bounded cost.
///
/// A search that reaches a limit fails; it never answers "no match". The limits are counts, not clocks: the same text
/// gives the same answer on every machine.
final class Expression: @unchecked Sendable {
  // Proof for @unchecked Sendable: `code` is the only reference. It is written once by `pcre2_compile` and
  // `pcre2_jit_compile` before `init` returns, and PCRE2 documents compiled code as immutable and usable by several threads
  // at once (pcre2api, "Multithreading"). Match data, match context, JIT stack and budget are made per search and never
  // leave it. `deinit` runs when no reference, hence no search, is left.

  /// The expression as written.
  let pattern: String
  /// The expression as reasons and labels show it: between slashes, on one line, cut when it is long.
  var name: String { "/\(pattern.visible(most: 120))/" }
  /// How many capture groups it has.
  let groupCount: Int

  private let code: OpaquePointer

  /// Compiles an expression.
  ///
  /// Throws where and why it is not one.
  init(_ pattern: String) throws(PatternError) {
    var text = pattern
    var number: Int32 = 0
    var offset = 0
    // What a Swift string holds is valid UTF-8. `\C` would split a scalar.
    // Automatic callouts are what spends the budget of a search.
    let options = PCRE2_UTF | PCRE2_UCP | PCRE2_NO_UTF_CHECK | PCRE2_NEVER_BACKSLASH_C | PCRE2_AUTO_CALLOUT
    let compiled = text.withBytes { bytes, count in
      pcre2_compile_8(bytes, count, options, &number, &offset, nil)
    }
    guard let compiled else {
      let position = text.withUTF8 { ScalarSpan.scalars(in: $0, from: 0, to: min(offset, $0.count)) }
      throw PatternError(offset: position, message: Self.message(of: number))
    }
    // Without JIT on this machine the interpreter takes over, under the same limits.
    pcre2_jit_compile_8(compiled, PCRE2_JIT_COMPLETE)
    var groups: UInt32 = 0
    pcre2_pattern_info_8(compiled, UInt32(PCRE2_INFO_CAPTURECOUNT), &groups)
    self.pattern = pattern
    self.groupCount = Int(groups)
    self.code = compiled
  }

  deinit { pcre2_code_free_8(code) }

  /// The first match in a text, or nil.
  func firstMatch(in text: String) throws(SearchFailure) -> Match? {
    try search(text, most: 1).first
  }

  /// Every match in a text, from left to right, without overlap.
  func allMatches(in text: String) throws(SearchFailure) -> [Match] {
    try search(text, most: .max)
  }

  private func search(_ text: String, most: Int) throws(SearchFailure) -> [Match] {
    guard let space = SearchSpace(code) else { throw SearchFailure(reason: "there is no memory for the search") }
    var text = text
    var matches: [Match] = []
    var failure: Int32 = 0
    text.withBytes { bytes, count in
      let buffer = UnsafeBufferPointer(start: bytes, count: count)
      var (byte, scalar) = (0, 0)  // The same position, in bytes and in scalars: a rising pair keeps the whole linear.
      func position(of target: Int) -> Int {
        let next = max(byte, target)  // `\K` may put a start before the last end.
        scalar += ScalarSpan.scalars(in: buffer, from: byte, to: next)
        byte = next
        return scalar
      }
      var start = 0
      while matches.count < most && start <= count {
        let result = space.match(code, bytes, count, from: start)
        if result == PCRE2_ERROR_NOMATCH { return }
        if result < 0 {
          failure = result
          return
        }
        let (whole, group) = (space.range(0), space.range(1))
        let first = position(of: whole.lowerBound)
        var captured: ScalarSpan?
        if let group = result > 1 && group.lowerBound <= count ? group : nil {
          captured = ScalarSpan(
            start: first + Self.distance(buffer, whole.lowerBound, group.lowerBound),
            end: first + Self.distance(buffer, whole.lowerBound, group.upperBound))
        }
        let last = position(of: whole.upperBound)
        matches.append(Match(span: ScalarSpan(start: first, end: last), group: captured))
        let goesOn = whole.upperBound > start && !whole.isEmpty
        start = goesOn ? whole.upperBound : Self.nextScalar(buffer, after: max(start, whole.upperBound))
      }
    }
    if failure != 0 { throw SearchFailure(reason: Self.reason(of: failure)) }
    return matches
  }

  /// The signed number of scalars from one byte to another.
  private static func distance(_ text: UnsafeBufferPointer<UInt8>, _ from: Int, _ to: Int) -> Int {
    from <= to ? ScalarSpan.scalars(in: text, from: from, to: to) : -ScalarSpan.scalars(in: text, from: to, to: from)
  }

  private static func nextScalar(_ text: UnsafeBufferPointer<UInt8>, after byte: Int) -> Int {
    var next = byte + 1
    while next < text.count, text[next] & 0b1100_0000 == 0b1000_0000 { next += 1 }
    return next
  }

  /// PCRE2's own words for an error number.
  private static func message(of number: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 256)
    let length = pcre2_get_error_message_8(number, &buffer, buffer.count)
    return length < 0 ? "error \(number)" : String(decoding: buffer.prefix(Int(length)), as: UTF8.self)
  }

  private static func reason(of number: Int32) -> String {
    switch number {
    case PCRE2_ERROR_CALLOUT: "the search took more than \(SearchSpace.steps) steps"
    case PCRE2_ERROR_MATCHLIMIT: "the search tried more than \(SearchSpace.matchLimit) ways"
    case PCRE2_ERROR_DEPTHLIMIT: "the search went deeper than \(SearchSpace.depthLimit) levels"
    case PCRE2_ERROR_HEAPLIMIT, PCRE2_ERROR_NOMEMORY, PCRE2_ERROR_JIT_STACKLIMIT:
      "the search needed more than \(SearchSpace.memory >> 20) MB of memory"
    default: "the search failed: \(message(of: number))"
    }
  }
}

extension Expression {
  /// Where an expression matched.
  struct Match: Sendable, Hashable {
    /// The whole match.
    var span: ScalarSpan
    /// The first capture group, when it took part.
    var group: ScalarSpan?
  }

  /// Why a text is not an expression.
  struct PatternError: Error, Hashable {
    /// The Unicode scalar of the pattern at which it was noticed, from 0.
    var offset: Int
    /// PCRE2's own words.
    var message: String
  }

  /// Why a search has no answer.
  struct SearchFailure: Error, Hashable {
    /// A sentence without a full stop.
    var reason: String
  }
}

extension String {
  /// Calls a body with the UTF-8 bytes of the text; the pointer is never null, even for an empty text.
  fileprivate mutating func withBytes<Result>(_ body: (UnsafePointer<UInt8>, Int) -> Result) -> Result {
    withUTF8 { buffer in
      if let start = buffer.baseAddress { return body(start, buffer.count) }
      return withUnsafePointer(to: 0) { body($0, 0) }
    }
  }
}
