import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Who holds the lock of a file: the system knows, so nothing has to be written for it.
enum LockHolder {
  /// The process that holds a lock on an open file, in words; nil where the system does not tell.
  static func words(for descriptor: Int32) -> String? {
    var status = stat()
    guard fstat(descriptor, &status) == 0, let table = text("/proc/locks") else { return nil }
    guard let pid = pid(inode: UInt64(status.st_ino), in: table) else { return nil }
    let name = text("/proc/\(pid)/comm").map { $0.split(separator: "\n").first.map(String.init) ?? "" } ?? ""
    return name.isEmpty ? "process \(pid)" : "process \(pid) (\(name))"
  }

  /// The process of the lock on an inode, from the kernel's table: `1: FLOCK ADVISORY WRITE 4711 fe:00:131 0 EOF`.
  static func pid(inode: UInt64, in table: String) -> Int? {
    for line in table.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count >= 6, words[1] == "FLOCK", let pid = Int(words[4]), pid > 0,
        words[5].split(separator: ":").last.flatMap({ UInt64($0) }) == inode
      else { continue }
      return pid
    }
    return nil
  }

  private static func text(_ path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { _ = close(descriptor) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(descriptor, &block, block.count)
      guard count > 0 else { break }
      bytes += block.prefix(count)
    }
    return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
  }
}
