import EvalSchema
import Testing

@testable import Adapters

/// What wakes the engine's thread: nothing that is said to it while it is awake may be slept over.
@Suite struct CurlMailboxTests {
  /// A mailbox whose thread is awake and has taken its first request, as the test plays that thread.
  private static func awake(_ body: (CurlMailbox, UInt64) -> Void) async throws {
    let mailbox = CurlMailbox()
    let ticket = mailbox.ticket()
    let request = HTTPRequest(url: "http://localhost/")
    let address = try HTTPAddress(request.url)
    let outcome = await withCheckedContinuation { continuation in
      mailbox.submit(
        CurlMailbox.Submission(ticket: ticket, request: request, address: address, continuation: continuation)
      ) { _ in }
      let mail = mailbox.take()
      #expect(mail.submissions.map(\.ticket) == [ticket])
      body(mailbox, ticket)
      for submission in mail.submissions { submission.continuation.resume(returning: .failure(CurlMailbox.cancelled)) }
    }
    #expect(throws: CurlMailbox.cancelled) { try outcome.get() }
    mailbox.finish()
  }

  @Test func withoutMailTheThreadMaySleep() async throws {
    try await Self.awake { mailbox, _ in #expect(mailbox.maySleep(CurlMailbox.Census(inFlight: 1))) }
  }

  /// Once the wish came between the look at the mail and the sleep, and closing took the minute that the sleep did.
  @Test func aWishToCloseIsNotSleptOver() async throws {
    try await Self.awake { mailbox, _ in
      mailbox.requestClose()
      #expect(!mailbox.maySleep(CurlMailbox.Census()))
      #expect(mailbox.take().isClosing)
    }
  }

  @Test func aCancelledRequestIsNotSleptOver() async throws {
    try await Self.awake { mailbox, ticket in
      mailbox.cancel(ticket)
      #expect(!mailbox.maySleep(CurlMailbox.Census()))
      #expect(mailbox.take().cancelled == [ticket])
      #expect(mailbox.maySleep(CurlMailbox.Census()))
    }
  }
}
