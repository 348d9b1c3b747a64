import CCurl

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The sockets that libcurl waits for, and the pipe that wakes its thread.
///
/// `curl_multi_perform` and `curl_multi_poll` look at every transfer whenever anything happens; here only what is ready goes to
/// libcurl. Confined to the thread.
final class CurlSockets {
  private let wake: Int32
  private var readiness: any ReadinessSet

  /// Takes the end of the pipe that becomes readable when there is mail.
  init(wake: Int32) {
    self.wake = wake
    readiness = Readiness.set()
    readiness.watch(wake, Readiness.reading)
  }

  /// Has libcurl name its sockets. libcurl keeps the pointer, so this must live until the multi handle is freed.
  func attach(to multi: UnsafeMutableRawPointer) -> CURLMcode {
    ccurl_multi_on_socket(
      multi,
      { _, socket, what, context, _ in
        if let context { Unmanaged<CurlSockets>.fromOpaque(context).takeUnretainedValue().watch(socket, for: what) }
        return 0
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  private func watch(_ socket: Int32, for what: Int32) {
    guard what != CURL_POLL_REMOVE else { return readiness.forget(socket) }
    var interest: Int32 = 0
    if what == CURL_POLL_IN || what == CURL_POLL_INOUT { interest |= Readiness.reading }
    if what == CURL_POLL_OUT || what == CURL_POLL_INOUT { interest |= Readiness.writing }
    readiness.watch(socket, interest)
  }

  /// Sleeps until a socket is ready, there is mail or the time is over, and hands each ready socket on with libcurl's word for
  /// what it is ready for.
  ///
  /// - Parameter milliseconds: the longest sleep; at most a minute of it is slept.
  func wait(_ milliseconds: Int, _ handle: (_ socket: Int32, _ events: Int32) -> Void) {
    // Handling one may take away another, or close it; libcurl ignores a socket that it does not know.
    for entry in readiness.wait(milliseconds: Int32(min(max(milliseconds, 0), 60_000))) {
      if entry.descriptor == wake { drain() } else { handle(entry.descriptor, entry.state) }
    }
  }

  private func drain() {
    var bytes: UInt64 = 0
    while read(wake, &bytes, 8) == 8 {}
  }
}
