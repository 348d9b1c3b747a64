#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Waits with `poll`, which every system has. A wait is O(descriptors).
package struct PollSet: ReadinessSet {
  private var polled: [pollfd] = []
  private var places: [Int32: Int] = [:]

  package mutating func watch(_ descriptor: Int32, _ interest: Int32) {
    let reading = interest & Readiness.reading != 0 ? Int32(POLLIN) : 0
    let writing = interest & Readiness.writing != 0 ? Int32(POLLOUT) : 0
    let events = Int16(reading | writing)
    if let place = places[descriptor] {
      polled[place].events = events
    } else {
      places[descriptor] = polled.count
      polled.append(pollfd(fd: descriptor, events: events, revents: 0))
    }
  }

  package mutating func forget(_ descriptor: Int32) {
    guard let place = places.removeValue(forKey: descriptor) else { return }
    let last = polled.removeLast()
    guard place < polled.count else { return }
    polled[place] = last
    places[last.fd] = place
  }

  package mutating func wait(milliseconds: Int32) -> [Readiness] {
    guard poll(&polled, nfds_t(polled.count), milliseconds) > 0 else { return [] }
    var ready: [Readiness] = []
    for entry in polled where entry.revents != 0 {
      let seen = Int32(entry.revents)
      var state: Int32 = 0
      if seen & Int32(POLLIN | POLLHUP) != 0 { state |= Readiness.reading }
      if seen & Int32(POLLOUT) != 0 { state |= Readiness.writing }
      if seen & Int32(POLLERR | POLLNVAL) != 0 { state |= Readiness.broken }
      ready.append(Readiness(descriptor: entry.fd, state: state))
    }
    return ready
  }
}
