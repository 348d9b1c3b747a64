import EvalSchema

/// Reads the small fields of a trial's line from its bytes, without a decoder: the common line of a large record.
///
/// It reads what our own writer writes of a trial that passed at once. Whatever it does not expect, an escape, an unknown form, a
/// failure, makes it give up, and the decoder reads the line as ever; so both agree on every line that it reads.
struct TrialScan {
  private let bytes: UnsafeRawBufferPointer
  private var position = 0

  /// The fields and the bytes of the transcript; nil when the decoder is to read the line.
  static func essence(_ bytes: UnsafeRawBufferPointer) -> (trial: TrialEssence, transcript: UnsafeRawBufferPointer)? {
    var scan = TrialScan(bytes: bytes)
    return scan.run()
  }

  private init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  private mutating func run() -> (trial: TrialEssence, transcript: UnsafeRawBufferPointer)? {
    var trial = TrialEssence(passedIn: "")
    var (hasKind, hasVersion, hasCase, hasIndex, hasSeed, hasGrades) = (false, false, false, false, false, false)
    var outcome = false
    var transcript: UnsafeRawBufferPointer?
    var last = bytes[0..<0]
    guard take(UInt8(ascii: "{")) else { return nil }
    repeat {
      // In order, as our writer brings them: so none stands there twice.
      guard let key = string(), take(UInt8(ascii: ":")), last.lexicographicallyPrecedes(key) else { return nil }
      last = key
      switch key.count {
      case 4 where Self.equal(key, "case"):
        guard let text = string() else { return nil }
        trial.evalCase = String(decoding: text, as: UTF8.self)
        hasCase = true
      case 4 where Self.equal(key, "kind"):
        guard let text = string(), Self.equal(text, "trial") else { return nil }
        hasKind = true
      case 4 where Self.equal(key, "seed"):
        guard let number = unsigned() else { return nil }
        trial.seed = number
        hasSeed = true
      case 4 where Self.equal(key, "stop"):
        guard let text = string(), let stop = StopReason(rawValue: String(decoding: text, as: UTF8.self)) else {
          return nil
        }
        trial.stop = stop
      case 5 where Self.equal(key, "index"):
        guard let number = count() else { return nil }
        trial.index = number
        hasIndex = true
      case 5 where Self.equal(key, "calls"):
        guard let number = count() else { return nil }
        trial.calls = number
      case 5 where Self.equal(key, "model"):
        guard let text = string() else { return nil }
        trial.model = String(decoding: text, as: UTF8.self)
      case 5 where Self.equal(key, "usage"):
        guard let usage = usage() else { return nil }
        trial.usage = usage
      case 6 where Self.equal(key, "grades"):
        guard passedGrades(&trial) else { return nil }
        hasGrades = true
      case 7 where Self.equal(key, "outcome"):
        guard let text = string(), Self.equal(text, "passed") else { return nil }
        outcome = true
      case 7 where Self.equal(key, "version"):
        guard let number = unsigned(), number <= UInt64(RecordLine.version) else { return nil }
        hasVersion = true
      case 7 where Self.equal(key, "variant"):
        guard let text = string() else { return nil }
        trial.variant = String(decoding: text, as: UTF8.self)
      case 7 where Self.equal(key, "latency"):
        guard let number = decimal() else { return nil }
        trial.latency = number
      case 8 where Self.equal(key, "attempts"):
        guard take(UInt8(ascii: "[")), take(UInt8(ascii: "]")) else { return nil }
      case 9 where Self.equal(key, "afterStop"):
        guard let flag = flag() else { return nil }
        trial.afterStop = flag
      case 9 where Self.equal(key, "startedAt"):
        guard let number = decimal() else { return nil }
        trial.startedAt = number
      case 10 where Self.equal(key, "costMicros"):
        guard let number = count() else { return nil }
        trial.costMicros = number
      case 10 where Self.equal(key, "transcript"):
        guard let value = JSONMember.span(in: bytes, from: &position) else { return nil }
        transcript = value
      case 11 where Self.equal(key, "fingerprint"):
        guard let text = string() else { return nil }
        trial.fingerprint = String(decoding: text, as: UTF8.self)
      default: return nil
      }
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")), position == bytes.count, hasKind, hasVersion, hasCase, hasIndex, hasSeed, hasGrades,
      outcome, let transcript
    else { return nil }
    return (trial, transcript)
  }

  /// Grades of which each is a pass, at least one.
  private mutating func passedGrades(_ trial: inout TrialEssence) -> Bool {
    guard take(UInt8(ascii: "[")) else { return false }
    repeat {
      guard take(UInt8(ascii: "{")) else { return false }
      var isPass = false
      repeat {
        guard let key = string(), take(UInt8(ascii: ":")) else { return false }
        if Self.equal(key, "result") {
          guard !isPass, let text = string(), Self.equal(text, "pass") else { return false }
          isPass = true
        } else if JSONMember.span(in: bytes, from: &position) == nil {
          return false
        }
      } while take(UInt8(ascii: ","))
      guard isPass, take(UInt8(ascii: "}")) else { return false }
    } while take(UInt8(ascii: ","))
    return take(UInt8(ascii: "]"))
  }

  private mutating func usage() -> Usage? {
    var usage = Usage()
    guard take(UInt8(ascii: "{")) else { return nil }
    repeat {
      guard let key = string(), take(UInt8(ascii: ":")), let number = count() else { return nil }
      if Self.equal(key, "input_tokens") {
        usage.inputTokens = number
      } else if Self.equal(key, "output_tokens") {
        usage.outputTokens = number
      } else if Self.equal(key, "cached_input_tokens") {
        usage.cachedInputTokens = number
      } else if Self.equal(key, "reasoning_tokens") {
        usage.reasoningTokens = number
      } else {
        return nil
      }
    } while take(UInt8(ascii: ","))
    return take(UInt8(ascii: "}")) ? usage : nil
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  /// The bytes of a string without escapes and control characters.
  private mutating func string() -> Slice<UnsafeRawBufferPointer>? {
    guard take(UInt8(ascii: "\"")) else { return nil }
    let start = position
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        position += 1
        return bytes[start..<(position - 1)]
      }
      if byte == UInt8(ascii: "\\") || byte < 0x20 || byte > 0x7E { return nil }
      position += 1
    }
    return nil
  }

  private mutating func unsigned() -> UInt64? {
    var number: UInt64 = 0
    let start = position
    while position < bytes.count, (0x30...0x39).contains(bytes[position]) {
      let (product, isTooLarge) = number.multipliedReportingOverflow(by: 10)
      let (sum, isOver) = product.addingReportingOverflow(UInt64(bytes[position] - 0x30))
      if isTooLarge || isOver { return nil }
      number = sum
      position += 1
    }
    let digits = position - start
    // A zero before other digits is no number of JSON; a fraction or an exponent is none of ours.
    guard digits > 0, digits == 1 || bytes[start] != 0x30, position < bytes.count,
      [UInt8(ascii: ","), UInt8(ascii: "}")].contains(bytes[position])
    else { return nil }
    return number
  }

  private mutating func count() -> Int? {
    guard let number = unsigned(), number <= UInt64(TrialEssence.largestCount) else { return nil }
    return Int(number)
  }

  private mutating func decimal() -> Double? {
    let start = position
    while position < bytes.count, bytes[position] != UInt8(ascii: ","), bytes[position] != UInt8(ascii: "}") {
      let byte = bytes[position]
      guard (0x30...0x39).contains(byte) || byte == 0x2E || byte == 0x65 || byte == 0x2D || byte == 0x2B else {
        return nil
      }
      position += 1
    }
    guard position > start, position - start < 40, (0x30...0x39).contains(bytes[start]) else { return nil }
    return Double(String(decoding: bytes[start..<position], as: UTF8.self))
  }

  private mutating func flag() -> Bool? {
    for (text, value) in [("true", true), ("false", false)] as [(StaticString, Bool)] {
      let end = position + text.utf8CodeUnitCount
      if end <= bytes.count, Self.equal(bytes[position..<end], text) {
        position = end
        return value
      }
    }
    return nil
  }

  private static func equal(_ text: Slice<UnsafeRawBufferPointer>, _ word: StaticString) -> Bool {
    guard text.count == word.utf8CodeUnitCount else { return false }
    for offset in 0..<text.count where text[text.startIndex + offset] != word.utf8Start[offset] { return false }
    return true
  }
}
