import EvalSchema

/// The SplitMix64 generator (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
///
/// Small, fast and the same on every platform; not for secrets.
struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Starts the sequence of a seed.
  init(seed: UInt64) { state = seed }

  /// Starts the sequence of a draw: the first eight bytes of SHA-256 over what names it.
  ///
  /// `subject` comes last and everything before it has a fixed width or ends with a zero byte, so that no two draws share
  /// their bytes.
  init(target: UInt64, trial: UInt64, purpose: String, step: Int = 0, attempt: Int = 0, subject: String = "") {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(64 + subject.utf8.count)
    bytes.append(contentsOf: purpose.utf8)
    bytes.append(0)
    for word in [target, trial, UInt64(bitPattern: Int64(step)), UInt64(bitPattern: Int64(attempt))] {
      for shift in stride(from: UInt64(56), through: 0, by: -8) {
        bytes.append(UInt8(truncatingIfNeeded: word >> shift))
      }
    }
    bytes.append(contentsOf: subject.utf8)
    state = SHA256.hash(bytes).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var word = state
    word = (word ^ word >> 30) &* 0xbf58_476d_1ce4_e5b9
    word = (word ^ word >> 27) &* 0x94d0_49bb_1331_11eb
    return word ^ word >> 31
  }

  /// A number in 0..<1 with 53 random bits.
  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }
}
