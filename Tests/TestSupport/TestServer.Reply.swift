extension TestServer {
  /// What the server does with a request: steps in their order, then it waits for the next request of the connection.
  package struct Reply: Sendable, CustomStringConvertible {
    /// One thing that a server, or a fault, does.
    package enum Step: Sendable {
      case bytes([UInt8])
      /// Waits so many seconds.
      case pause(Double)
      /// Waits until the server has got so many requests, this one included.
      case untilServed(Int)
      /// Ends the connection in order.
      case close
      /// Ends the connection with a reset.
      case reset
      /// Says nothing more, and keeps the connection open.
      case silence
    }

    package var steps: [Step]

    /// A short one: a test that prints its arguments would print a body of megabytes.
    package var description: String { "\(steps.count) steps" }

    /// Makes the reply from its steps.
    package init(_ steps: [Step]) { self.steps = steps }

    /// A whole response with its length.
    package static func status(
      _ status: Int, _ body: String = #"{"ok":true}"#, headers: [String] = [], type: String = "application/json",
      after seconds: Double = 0
    ) -> Reply {
      let wait: [Step] = seconds > 0 ? [.pause(seconds)] : []
      return Reply(
        wait + [.bytes(head(status, ["Content-Type: \(type)"] + headers, length: body.utf8.count) + body.utf8)])
    }

    /// A whole response of bytes.
    package static func bytes(_ body: [UInt8], status: Int = 200, headers: [String] = []) -> Reply {
      Reply([.bytes(head(status, headers, length: body.count) + body)])
    }

    /// A response that promises more than it brings.
    package static func truncated(_ status: Int = 200, _ body: String = #"{"ok":tr"#) -> Reply {
      Reply([.bytes(head(status, [], length: body.utf8.count + 1000) + body.utf8), .close])
    }

    /// A response that is reset in its body.
    package static func resetInBody(_ body: String = #"{"ok":tr"#) -> Reply {
      Reply([.bytes(head(200, [], length: body.utf8.count + 1000) + body.utf8), .pause(0.02), .reset])
    }

    /// A response of HTTP/1.0, which ends with the connection.
    package static func untilClose(_ body: String = #"{"ok":true}"#) -> Reply {
      Reply([.bytes(Array("HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n\(body)".utf8)), .close])
    }

    /// A response in chunks.
    package static func chunked(_ chunks: [String], trailer: String = "") -> Reply {
      let pieces = chunks.map { "\(String($0.utf8.count, radix: 16))\r\n\($0)\r\n" }.joined()
      return Reply([
        .bytes(Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\(pieces)0\r\n\(trailer)\r\n".utf8))
      ])
    }

    /// A response of which a byte comes now and then.
    package static func drip(_ body: String, every seconds: Double) -> Reply {
      Reply(
        [.bytes(head(200, [], length: body.utf8.count))] + body.utf8.flatMap { [.pause(seconds), .bytes([$0])] })
    }

    private static func head(_ status: Int, _ lines: [String], length: Int) -> [UInt8] {
      let all = ["HTTP/1.1 \(status) Scripted"] + lines + ["Content-Length: \(length)", "", ""]
      return Array(all.joined(separator: "\r\n").utf8)
    }
  }
}
