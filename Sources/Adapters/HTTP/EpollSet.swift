#if os(Linux)
  import CCurl

  /// Waits with Linux's `epoll`. A wait is O(ready descriptors). Confined to one thread.
  package final class EpollSet: ReadinessSet {
    private var epoll: Int32
    private var descriptors = [Int32](repeating: 0, count: 256)
    private var states = [Int32](repeating: 0, count: 256)

    /// Nil when the process may not have another descriptor.
    init?() {
      epoll = ccurl_epoll_create()
      if epoll < 0 { return nil }
    }

    deinit { Descriptor.shut(&epoll) }

    package func watch(_ descriptor: Int32, _ interest: Int32) { ccurl_epoll_watch(epoll, descriptor, interest) }

    package func forget(_ descriptor: Int32) { ccurl_epoll_forget(epoll, descriptor) }

    package func wait(milliseconds: Int32) -> [Readiness] {
      let count = Int(ccurl_epoll_wait(epoll, &descriptors, &states, milliseconds))
      return (0..<count).map { Readiness(descriptor: descriptors[$0], state: states[$0]) }
    }
  }
#endif
