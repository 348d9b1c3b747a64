import CCurl
import EvalSchema

/// One request on its way through libcurl: its settings, and what has come back so far.
///
/// Confined to the loop's thread. libcurl holds pointers into it from `configure` until the handle is reset; the loop keeps
/// both alive that long.
final class CurlTransfer {
  /// What every request of a transport has in common.
  struct Settings: Sendable {
    var environment = HTTPEnvironment()
    /// Seconds until a connection stands, the name's resolution and TLS included.
    var connectTimeout: Double = 10
    /// Whole seconds that a connection may have been idle to be used again.
    ///
    /// Short, as servers close idle connections, and a request that meets the close is lost.
    var idleReuse = 1
  }

  /// Most bytes of the header lines of one response.
  private static let headerLimit = 262_144

  let ticket: UInt64
  let request: HTTPRequest
  let address: HTTPAddress
  private let settings: Settings
  private let opened: (UInt64) -> Void
  private let body: UnsafeMutableBufferPointer<UInt8>
  private let words: UnsafeMutablePointer<CChar>
  private var headers: UnsafeMutablePointer<curl_slist>?
  private var response = HTTPResponse(status: 0)
  private var headerBytes = 0
  private var isHeaderWhole = false
  private var sends = 0
  private var excess: String?

  /// Copies the body; `opened` is called when the request goes out.
  init(
    ticket: UInt64, request: HTTPRequest, address: HTTPAddress, settings: Settings, opened: @escaping (UInt64) -> Void
  ) {
    self.ticket = ticket
    self.request = request
    self.address = address
    self.settings = settings
    self.opened = opened
    body = .allocate(capacity: max(1, request.body.count))
    _ = body.update(fromContentsOf: request.body)
    words = .allocate(capacity: Int(CURL_ERROR_SIZE))
    words.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
  }

  deinit {
    curl_slist_free_all(headers)
    words.deallocate()
    body.deallocate()
  }
}

// MARK: - Settings

extension CurlTransfer {
  /// Sets a fresh or reset handle up; the first code that is not `CURLE_OK`, if any.
  func configure(_ easy: UnsafeMutableRawPointer) -> CURLcode {
    let context = Unmanaged.passUnretained(self).toOpaque()
    var codes: [CURLcode] = [
      ccurl_set_pointer(easy, CURLOPT_PRIVATE, context),
      ccurl_set_pointer(easy, CURLOPT_ERRORBUFFER, words),
      ccurl_set_text(easy, CURLOPT_URL, request.url),
      ccurl_only_http(easy),
      ccurl_set_long(easy, CURLOPT_NOSIGNAL, 1),
      ccurl_set_long(easy, CURLOPT_FOLLOWLOCATION, 0),
      ccurl_set_long(easy, CURLOPT_SSL_VERIFYPEER, 1),
      ccurl_set_long(easy, CURLOPT_SSL_VERIFYHOST, 2),
      ccurl_set_long(
        easy, CURLOPT_HTTP_VERSION, Int(address.isEncrypted ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1)),
      ccurl_set_long(easy, CURLOPT_TIMEOUT_MS, Self.milliseconds(request.timeout)),
      ccurl_set_long(easy, CURLOPT_CONNECTTIMEOUT_MS, Self.milliseconds(settings.connectTimeout)),
      ccurl_set_long(easy, CURLOPT_MAXAGE_CONN, max(1, settings.idleReuse)),
      ccurl_set_long(easy, CURLOPT_TCP_KEEPALIVE, 1),
      ccurl_set_long(easy, CURLOPT_TCP_KEEPIDLE, 15),
      ccurl_set_long(easy, CURLOPT_TCP_KEEPINTVL, 15),
      ccurl_set_long(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1),
      ccurl_set_text(easy, CURLOPT_ACCEPT_ENCODING, ""),
      ccurl_quick_exit(easy),
      ccurl_notice_dead_peer(easy),
      ccurl_on_send(easy, Self.onSend, context),
      ccurl_on_header(easy, Self.onHeader, context),
      ccurl_on_body(easy, Self.onBody, context),
    ]
    codes += way(easy)
    codes += method(easy)
    codes.append(lines(easy))
    return codes.first { $0 != CURLE_OK } ?? CURLE_OK
  }

  /// Authorities and proxy. An empty proxy means none, whatever the process's environment says. What is for this machine may carry a
  /// key without TLS, so it never goes to a proxy.
  private func way(_ easy: UnsafeMutableRawPointer) -> [CURLcode] {
    let environment = settings.environment
    let proxy =
      address.isLoopback ? "" : address.isEncrypted ? environment.encryptedProxy : environment.plainProxy
    var codes = [
      ccurl_set_text(easy, CURLOPT_PROXY, proxy), ccurl_set_text(easy, CURLOPT_NOPROXY, environment.noProxy),
    ]
    if let file = environment.authorities { codes.append(ccurl_set_text(easy, CURLOPT_CAINFO, file)) }
    if let folder = environment.authorityFolder { codes.append(ccurl_set_text(easy, CURLOPT_CAPATH, folder)) }
    return codes
  }

  private func method(_ easy: UnsafeMutableRawPointer) -> [CURLcode] {
    var codes: [CURLcode] = []
    if request.method == "HEAD" { return [ccurl_set_long(easy, CURLOPT_NOBODY, 1)] }
    if request.method != "GET" || !request.body.isEmpty {
      codes.append(ccurl_set_long(easy, CURLOPT_POST, 1))
      codes.append(ccurl_set_size(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(request.body.count)))
      codes.append(ccurl_set_pointer(easy, CURLOPT_POSTFIELDS, body.baseAddress))
    }
    if request.method != "POST" { codes.append(ccurl_set_text(easy, CURLOPT_CUSTOMREQUEST, request.method)) }
    return codes
  }

  /// The header lines. A line without a value takes libcurl's own line of that name away.
  private func lines(_ easy: UnsafeMutableRawPointer) -> CURLcode {
    let given = Set(request.headers.map { $0.name.lowercased() })
    var lines = ["Expect:"]
    for name in ["Accept", "Content-Type"] where !given.contains(name.lowercased()) { lines.append("\(name):") }
    for header in request.headers {
      lines.append(header.value.isEmpty ? "\(header.name);" : "\(header.name): \(header.value)")
    }
    for line in lines {
      guard let longer = curl_slist_append(headers, line) else { return CURLE_OUT_OF_MEMORY }
      headers = longer
    }
    return ccurl_set_headers(easy, headers)
  }

  /// At least 1, as 0 means "no limit" to libcurl; at most a day.
  private static func milliseconds(_ seconds: Double) -> Int {
    guard seconds.isFinite else { return seconds > 0 ? 86_400_000 : 1 }
    return Int(min(max(seconds * 1000, 1), 86_400_000))
  }
}

// MARK: - What libcurl calls

extension CurlTransfer {
  private static func transfer(_ context: UnsafeMutableRawPointer?) -> CurlTransfer? {
    context.map { Unmanaged<CurlTransfer>.fromOpaque($0).takeUnretainedValue() }
  }

  /// The second call means that libcurl found a connection dead that it had sent the request on, and sends it again. What the
  /// server did with the first is unknown, so whether to send it again is not libcurl's to decide.
  private static let onSend: curl_prereq_callback = { context, _, _, _, _ in
    guard let transfer = transfer(context) else { return CURL_PREREQFUNC_ABORT }
    transfer.sends += 1
    guard transfer.sends == 1 else { return CURL_PREREQFUNC_ABORT }
    transfer.opened(transfer.ticket)
    return CURL_PREREQFUNC_OK
  }

  private static let onHeader: curl_write_callback = { bytes, size, count, context in
    guard let transfer = transfer(context), let bytes else { return 0 }
    return transfer.hear(UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
  }

  private static let onBody: curl_write_callback = { bytes, size, count, context in
    guard let transfer = transfer(context), let bytes else { return 0 }
    return transfer.take(UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
  }

  /// Takes a header line.
  private func hear(_ bytes: UnsafeRawBufferPointer) -> Bool {
    headerBytes += bytes.count
    guard headerBytes <= Self.headerLimit else {
      excess = "the answer's headers are longer than \(Self.headerLimit) bytes"
      return false
    }
    let end = bytes.lastIndex { $0 != 10 && $0 != 13 }.map { $0 + 1 } ?? 0
    let line = UnsafeRawBufferPointer(rebasing: bytes[..<end])
    if line.isEmpty {
      isHeaderWhole = true
    } else if line.starts(with: "HTTP/".utf8) {  // No header's name holds a slash.
      startResponse(line)
    } else if let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > 0, response.body.isEmpty {
      let name = String(decoding: line[..<colon], as: UTF8.self)
      let isBlank: (UInt8) -> Bool = { $0 == 32 || $0 == 9 }
      let value = line[(colon + 1)...].drop(while: isBlank)
      let last = value.lastIndex { !isBlank($0) }
      response.headers.append(
        HTTPRequest.Header(name: name, value: last.map { String(decoding: value[...$0], as: UTF8.self) } ?? ""))
    }
    return true
  }

  /// A status line: what came before it belongs to an interim response.
  private func startResponse(_ line: UnsafeRawBufferPointer) {
    response = HTTPResponse(status: 0)
    isHeaderWhole = false
    let words = line.split(separator: 32, maxSplits: 2, omittingEmptySubsequences: true)
    guard words.count >= 2 else { return }
    response.status = Int(String(decoding: words[1], as: UTF8.self)) ?? 0
  }

  /// Takes a piece of the body. Of a refusal that is too long the beginning is kept: it says enough.
  private func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let room = max(0, request.responseBytes) - response.body.count
    guard bytes.count > room else {
      response.body.append(contentsOf: bytes)
      return true
    }
    response.body.append(contentsOf: bytes.prefix(room))
    excess = "the answer is longer than \(request.responseBytes) bytes"
    return false
  }
}

// MARK: - The end

extension CurlTransfer {
  /// What the transfer came to. A refusal whose status and headers arrived is a response, however its body ended.
  func outcome(_ code: CURLcode) -> Result<HTTPResponse, AdapterFailure> {
    if code == CURLE_OK || (response.status >= 400 && isHeaderWhole) { return .success(response) }
    let facts = CurlFailure.Facts(
      subject: "\(request.method) \(address.text)", timeout: request.timeout, connectTimeout: settings.connectTimeout,
      isSent: sends > 0, isAnswering: headerBytes > 0, isResendStopped: sends > 1, excess: excess,
      detail: String(cString: words))
    return .failure(CurlFailure.failure(code, facts))
  }
}
