import EvalSchema

/// The dice of a transform: the same seed, case, transform and number give the same throws on every machine.
///
/// SplitMix64 (Steele, Lea and Flood 2014), started by SHA-256 over what names the throw.
struct VariantDice {
  private var state: UInt64

  /// Starts with a state, for tests.
  init(state: UInt64) { self.state = state }

  /// Starts for one variant of a case.
  init(seed: UInt64, evalCase: Digest, transform: String, number: Int) {
    var bytes: [UInt8] = []
    for field in ["vary", String(seed), evalCase.description, transform, String(number)] {
      bytes.append(contentsOf: field.utf8)
      bytes.append(0)
    }
    state = SHA256.hash(bytes).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// A number from 0 up to, not including, `count`; 0 when there is none.
  mutating func index(_ count: Int) -> Int {
    guard count > 0 else { return 0 }
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    word ^= word >> 31
    return Int(word.multipliedFullWidth(by: UInt64(count)).high)
  }

  /// Some of the elements, in the order in which they stand.
  mutating func choose<Element>(_ wanted: Int, of elements: [Element]) -> [Element] {
    var indices = Array(elements.indices)
    var chosen: [Int] = []
    while chosen.count < wanted, !indices.isEmpty { chosen.append(indices.remove(at: index(indices.count))) }
    return chosen.sorted().map { elements[$0] }
  }

  /// The elements in another order.
  mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
    var left = elements
    var result: [Element] = []
    while !left.isEmpty { result.append(left.remove(at: index(left.count))) }
    return result
  }
}
