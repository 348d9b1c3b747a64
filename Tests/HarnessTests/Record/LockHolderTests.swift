import Testing

@testable import Harness

@Suite struct LockHolderTests {
  private let table = """
    1: POSIX  ADVISORY  WRITE 900 fe:00:77 0 EOF
    2: FLOCK  ADVISORY  WRITE 4711 fe:00:131 0 EOF
    2: -> FLOCK  ADVISORY  WRITE 4712 fe:00:131 0 EOF
    3: FLOCK  ADVISORY  WRITE -1 fe:00:9 0 EOF
    """

  @Test func theHolderIsFoundByTheFile() {
    #expect(LockHolder.pid(inode: 131, in: table) == 4711)
  }

  @Test(arguments: [77, 9, 5] as [UInt64])
  func otherLocksAndOtherPlacesNameNobody(inode: UInt64) { #expect(LockHolder.pid(inode: inode, in: table) == nil) }
}
