/// Which requests may be on the wire: a pure state machine between a crowd of waiting requests and the connections.
///
/// Two bounds. At most `capacity` requests are in flight, which is what the process has descriptors for. And of each origin
/// at most `opening` are between their start and their first byte out; the very first one of an origin goes alone, so that a
/// thousand requests do not resolve one name a thousand times, and find an HTTP/2 connection to share when there is one.
/// Origins take turns; requests of one origin go in the order of arrival.
struct AdmissionGate: Sendable {
  private struct Origin: Sendable {
    var waiting: [UInt64] = []
    /// Index in `waiting` of the next request.
    var head = 0
    var opening = 0
    /// Whether a request has ended or got through to the origin before.
    var isWarm = false
  }

  private let capacity: Int
  private let opening: Int
  private var origins: [String: Origin] = [:]
  private var turns: [String] = []
  private var turn = 0
  private var waiting: [UInt64: String] = [:]
  private var flying: [UInt64: (origin: String, isOpening: Bool)] = [:]

  /// Makes the gate from its bounds, each at least 1.
  init(capacity: Int, opening: Int = 256) {
    self.capacity = max(1, capacity)
    self.opening = max(1, opening)
  }

  /// How many requests wait.
  var waitingCount: Int { waiting.count }
  /// How many requests are in flight.
  var flyingCount: Int { flying.count }

  /// Takes a request that wants to go.
  mutating func enqueue(_ ticket: UInt64, to origin: String) {
    if origins[origin] == nil { turns.append(origin) }
    origins[origin, default: Origin()].waiting.append(ticket)
    waiting[ticket] = origin
  }

  /// The next request that may go now, which then is in flight; nil when none may. Complexity: O(origins), amortized.
  mutating func next() -> UInt64? {
    guard !waiting.isEmpty, flying.count < capacity else { return nil }
    for _ in turns.indices {
      let name = turns[turn]
      turn = (turn + 1) % turns.count
      if let ticket = next(of: name) { return ticket }
    }
    return nil
  }

  private mutating func next(of name: String) -> UInt64? {
    guard var origin = origins.removeValue(forKey: name) else { return nil }
    defer { origins[name] = origin }
    guard origin.opening < (origin.isWarm ? opening : 1) else { return nil }
    while origin.head < origin.waiting.count {
      let ticket = origin.waiting[origin.head]
      origin.head += 1
      if origin.head >= 1024, origin.head * 2 >= origin.waiting.count {
        origin.waiting.removeFirst(origin.head)
        origin.head = 0
      }
      guard waiting.removeValue(forKey: ticket) != nil else { continue }  // Withdrawn.
      origin.opening += 1
      flying[ticket] = (name, true)
      return ticket
    }
    origin.waiting.removeAll(keepingCapacity: true)
    origin.head = 0
    return nil
  }

  /// Takes note that a request has its connection.
  mutating func opened(_ ticket: UInt64) {
    guard let flight = flying[ticket], flight.isOpening else { return }
    flying[ticket] = (flight.origin, false)
    settle(flight.origin)
  }

  /// Takes note that a request in flight has ended.
  mutating func ended(_ ticket: UInt64) {
    guard let flight = flying.removeValue(forKey: ticket), flight.isOpening else { return }
    settle(flight.origin)
  }

  private mutating func settle(_ origin: String) {
    origins[origin]?.opening -= 1
    origins[origin]?.isWarm = true
  }

  /// Takes a waiting request back; false when it does not wait.
  mutating func withdraw(_ ticket: UInt64) -> Bool { waiting.removeValue(forKey: ticket) != nil }
}
