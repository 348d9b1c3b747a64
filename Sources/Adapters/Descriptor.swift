#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The calls of the system on a file descriptor, under names that types with a method `close` or `write` can use.
enum Descriptor {
  /// Closes a descriptor; -1 where the system reports an error.
  static func close(_ descriptor: Int32) -> Int32 { systemClose(descriptor) }

  /// Closes a descriptor that is open and marks it as closed.
  static func shut(_ descriptor: inout Int32) {
    guard descriptor >= 0 else { return }
    _ = systemClose(descriptor)
    descriptor = -1
  }

  /// Writes what the system takes; the count, or -1 with `errno`.
  static func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int { systemWrite(descriptor, bytes) }

  /// The words for an errno value.
  static func reason(_ error: Int32) -> String { strerror(error).map { String(cString: $0) } ?? "error \(error)" }
}

private func systemClose(_ descriptor: Int32) -> Int32 { close(descriptor) }

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
  write(descriptor, bytes.baseAddress, bytes.count)
}
