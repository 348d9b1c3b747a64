import Testing

@testable import Adapters

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite struct ReadinessSetTests {
  enum Kind: CaseIterable {
    case poll, epoll

    /// Nil where the system has none of the kind.
    func make() -> (any ReadinessSet)? {
      switch self {
      case .poll: return PollSet()
      case .epoll:
        #if os(Linux)
          return EpollSet()
        #else
          return nil
        #endif
      }
    }
  }

  @Test(arguments: Kind.allCases)
  func whatIsReadyIsNamedAndNothingElse(_ kind: Kind) throws {
    guard var set = kind.make() else { return }
    var ready: [Readiness] = []
    var first: [Int32] = [-1, -1]
    var second: [Int32] = [-1, -1]
    try #require(pipe(&first) == 0 && pipe(&second) == 0)
    defer { for end in [first[0], second[0], second[1]] { _ = close(end) } }
    set.watch(first[0], Readiness.reading)
    set.watch(second[0], Readiness.reading)
    ready = set.wait(milliseconds: 0)
    #expect(ready == [])
    var byte: UInt8 = 1
    try #require(write(first[1], &byte, 1) == 1)
    let readable = Readiness(descriptor: first[0], state: Readiness.reading)
    ready = set.wait(milliseconds: 1000)
    #expect(ready == [readable])
    ready = set.wait(milliseconds: 1000)
    #expect(ready == [readable])
    set.watch(second[1], Readiness.writing)
    let writable = Readiness(descriptor: second[1], state: Readiness.writing)
    ready = set.wait(milliseconds: 1000)
    #expect(Set(ready) == [readable, writable])
    set.forget(first[0])
    set.forget(first[0])
    ready = set.wait(milliseconds: 1000)
    #expect(ready == [writable])
    set.forget(second[1])
    set.watch(first[0], Readiness.reading)
    try #require(read(first[0], &byte, 1) == 1)
    ready = set.wait(milliseconds: 0)
    #expect(ready == [])
    _ = close(first[1])
    ready = set.wait(milliseconds: 1000)
    #expect(ready == [readable])
  }
}
