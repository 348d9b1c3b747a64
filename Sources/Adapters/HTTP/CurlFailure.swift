import CCurl
import EvalSchema

/// What a transfer of libcurl that brought no response means.
///
/// The words are ours. libcurl's own are quoted only for what happens before a request goes out (name, connection, TLS):
/// later ones may quote what the server sent, and a server can send a key back.
enum CurlFailure {
  /// What is known about the transfer beside libcurl's code.
  struct Facts: Sendable, Hashable {
    /// Method and address for the message, without query.
    var subject: String
    /// Seconds that the whole request had.
    var timeout: Double = 60
    /// Seconds that connecting had.
    var connectTimeout: Double = 10
    /// Whether the request went out.
    var isSent = false
    /// Whether a line of an answer's headers came.
    var isAnswering = false
    /// Whether sending it a second time was stopped.
    var isResendStopped = false
    /// Which bound of the response was passed, in words.
    var excess: String?
    /// libcurl's own words.
    var detail = ""
  }

  /// The failure for libcurl's code.
  static func failure(_ code: CURLcode, _ facts: Facts) -> AdapterFailure {
    let (kind, words) = meaning(code, facts)
    return AdapterFailure(kind: kind, message: "\(words) (\(facts.subject))")
  }

  /// `CURLE_TOO_LARGE`, which older headers of libcurl do not name.
  private static let tooLarge = CURLcode(rawValue: 100)

  private static func meaning(_ code: CURLcode, _ facts: Facts) -> (FailureKind, String) {
    if let excess = facts.excess { return (.tooLarge, excess) }
    if facts.isResendStopped {
      return (.network, "the server closed the connection instead of answering; the request was not sent again unasked")
    }
    let detail = MessageText.line(facts.detail, scalars: 160)
    let quote = detail.isEmpty || facts.isSent ? "" : ": \(detail)"
    switch code {
    case CURLE_OPERATION_TIMEDOUT:
      if facts.isSent { return (.timeout, "no whole answer within \(MessageText.seconds(facts.timeout))") }
      let seconds = min(facts.connectTimeout, facts.timeout)
      return (.timeout, "no connection within \(MessageText.seconds(seconds))")
    case CURLE_COULDNT_RESOLVE_HOST: return (.network, "the host's name was not resolved\(quote)")
    case CURLE_COULDNT_RESOLVE_PROXY: return (.network, "the proxy's name was not resolved\(quote)")
    case CURLE_COULDNT_CONNECT: return (.network, "no connection\(quote)")
    case CURLE_PROXY: return (.network, "the proxy refused\(quote)")
    case CURLE_GOT_NOTHING: return (.network, "the server closed the connection without an answer")
    case CURLE_PARTIAL_FILE: return (.network, "the answer is truncated: the connection ended before the body did")
    case CURLE_SEND_ERROR: return (.network, "the connection broke while the request was sent")
    case CURLE_RECV_ERROR:
      return (.network, facts.isSent ? "the connection broke before the answer was whole" : "no connection\(quote)")
    case CURLE_HTTP2, CURLE_HTTP2_STREAM: return (.network, "the server broke off the HTTP/2 stream")
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS:
      return (.network, "TLS: the server's certificate is not trusted\(quote); SSL_CERT_FILE names other authorities")
    case CURLE_SSL_CACERT_BADFILE:
      return (.network, "TLS: the file of authorities cannot be read\(quote); see SSL_CERT_FILE and SSL_CERT_DIR")
    case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_SSL_ENGINE_NOTFOUND,
      CURLE_SSL_ENGINE_SETFAILED, CURLE_SSL_ENGINE_INITFAILED, CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_CLIENTCERT,
      CURLE_SSL_CRL_BADFILE, CURLE_USE_SSL_FAILED:
      return (.network, "TLS: no encrypted connection\(quote)")
    case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY:
      return (.malformedResponse, "what the server sent is not HTTP")
    case CURLE_BAD_CONTENT_ENCODING:
      return (.malformedResponse, "the body is not in the encoding that its header names")
    case CURLE_URL_MALFORMAT: return (.badRequest, "the address cannot be read")
    case CURLE_WRITE_ERROR:
      // Nothing of ours refused to take it, as `excess` would say so: it is what libcurl decodes the body with.
      return (.malformedResponse, "the body cannot be decoded as its header says")
    case CURLE_OUT_OF_MEMORY where facts.isAnswering, tooLarge:
      // What libcurl says of one header line above its own bound of 100 KiB, by its version.
      return (.tooLarge, "a line of the answer's headers is longer than libcurl reads")
    case CURLE_OUT_OF_MEMORY: return (.network, "out of memory")
    default:
      let words = curl_easy_strerror(code).map { String(cString: $0) } ?? ""
      return (.network, "the transfer failed: \(words) (libcurl \(code.rawValue))")
    }
  }
}
