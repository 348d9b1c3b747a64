/// The cases in the order in which they are asked: a binary heap of entries, of which some may be out of date.
struct CaseQueue: Sendable {
  /// A case and why it stands where it stands.
  struct Entry: Sendable, Hashable {
    /// The gravest level comes first.
    var level: Int
    /// Then the highest value.
    var value: Double
    /// Then the fewest trials.
    var trials: Int
    /// Then the order of the plan.
    var index: Int
    /// Which state of the case it was made in.
    var stamp: Int

    func precedes(_ other: Entry) -> Bool {
      if level != other.level { return level < other.level }
      if value != other.value { return value > other.value }
      return (trials, index) < (other.trials, other.index)
    }
  }

  private var heap: [Entry] = []

  /// How many entries it holds.
  var count: Int { heap.count }
  /// The entry that comes first.
  var first: Entry? { heap.first }

  /// Adds an entry. Complexity: O(log n).
  mutating func add(_ entry: Entry) {
    heap.append(entry)
    rise(heap.count - 1)
  }

  /// Takes the first entry away. Complexity: O(log n).
  mutating func removeFirst() {
    guard let last = heap.popLast(), !heap.isEmpty else { return }
    heap[0] = last
    sink(0)
  }

  /// Keeps the entries that fit. Complexity: O(n).
  mutating func keep(where fits: (Entry) -> Bool) {
    heap = heap.filter(fits)
    for index in heap.indices.prefix(heap.count / 2).reversed() { sink(index) }
  }

  private mutating func rise(_ start: Int) {
    var child = start
    while child > 0, heap[child].precedes(heap[(child - 1) / 2]) {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  private mutating func sink(_ start: Int) {
    var parent = start
    while true {
      var first = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < heap.count && heap[child].precedes(heap[first]) { first = child }
      if first == parent { return }
      heap.swapAt(parent, first)
      parent = first
    }
  }
}
