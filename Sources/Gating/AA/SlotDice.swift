/// A fixed sequence of random numbers (SplitMix64, Steele, Lea and Flood 2014): the same seed gives the same splits everywhere.
struct SlotDice {
  private var state: UInt64

  /// Starts the sequence of a seed.
  init(seed: UInt64) { state = seed }

  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A number in 0..<`bound`, each as likely (Lemire 2019, without the rejection: the error is below bound / 2^64).
  mutating func below(_ bound: Int) -> Int { Int(next().multipliedFullWidth(by: UInt64(bound)).high) }

  /// Moves `count` random elements of an array, each choice as likely, to its front. O(count).
  mutating func draw(_ count: Int, of slots: inout [Int]) {
    for index in 0..<min(count, slots.count) { slots.swapAt(index, index + below(slots.count - index)) }
  }
}
