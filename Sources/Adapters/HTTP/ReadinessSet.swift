import CCurl

/// Descriptors that somebody waits for.
///
/// The system's ways differ in what a wait costs: `poll` looks at every descriptor, `epoll` at those that are ready. With 1,000
/// requests in flight and answers one by one that is most of a request's CPU.
package protocol ReadinessSet {
  /// Waits for a descriptor from now on; `interest` is made of `Readiness.reading` and `.writing`.
  mutating func watch(_ descriptor: Int32, _ interest: Int32)
  /// Waits for a descriptor no more.
  mutating func forget(_ descriptor: Int32)
  /// Sleeps until a descriptor is ready or so many milliseconds are over; what is ready, perhaps not all of it.
  mutating func wait(milliseconds: Int32) -> [Readiness]
}

/// What a descriptor is ready for, in libcurl's words.
package struct Readiness: Hashable {
  /// There is something to read, or the other end is gone.
  package static let reading = Int32(CURL_CSELECT_IN)
  /// There is room to write.
  package static let writing = Int32(CURL_CSELECT_OUT)
  /// The descriptor is broken.
  package static let broken = Int32(CURL_CSELECT_ERR)

  package var descriptor: Int32
  /// Made of `reading`, `writing` and `broken`.
  package var state: Int32

  /// An empty set of the way that costs least on this system.
  package static func set() -> any ReadinessSet {
    #if os(Linux)
      if let set = EpollSet() { return set }
    #endif
    return PollSet()
  }
}
