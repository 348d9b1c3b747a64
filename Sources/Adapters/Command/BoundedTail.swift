/// The last bytes of a stream.
struct BoundedTail: Sendable {
  /// Most bytes that are kept.
  let capacity: Int
  private var bytes: [UInt8] = []
  private var isCut = false

  /// Starts with nothing.
  init(capacity: Int = 8_192) { self.capacity = capacity }

  /// Takes the next bytes. Complexity: O(n) amortized; at most twice the capacity is held.
  mutating func push(_ more: UnsafeRawBufferPointer) {
    bytes.append(contentsOf: more.suffix(capacity))
    if more.count > capacity { isCut = true }
    if bytes.count > 2 * capacity { cut() }
  }

  private mutating func cut() {
    guard bytes.count > capacity else { return }
    bytes.removeFirst(bytes.count - capacity)
    isCut = true
  }

  /// The bytes; where the beginning was lost, from the first whole line on.
  var content: [UInt8] {
    var copy = self
    copy.cut()
    guard copy.isCut, let lineFeed = copy.bytes.firstIndex(of: 0x0A), lineFeed + 1 < copy.bytes.count else {
      return copy.bytes
    }
    return Array(copy.bytes[(lineFeed + 1)...])
  }
}
