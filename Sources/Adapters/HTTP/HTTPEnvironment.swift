/// What the environment says about the way to every host: whom to trust and through which proxy to go.
///
/// The same variables as libcurl's own, read from the values that the door hands in, so that the process's environment is not
/// asked again on a thread. Upper-case `HTTP_PROXY` is not read: under CGI a client sets it.
struct HTTPEnvironment: Sendable, Hashable {
  /// The file with the certificates of authorities; nil for the system's.
  var authorities: String?
  /// The folder with the certificates of authorities; nil for the system's.
  var authorityFolder: String?
  /// The proxy for `http://`; empty for none.
  var plainProxy: String
  /// The proxy for `https://`; empty for none.
  var encryptedProxy: String
  /// Hosts that are reached without a proxy, separated by commas.
  var noProxy: String

  /// Takes what the variables say.
  init(_ variables: [String: String] = [:]) {
    authorities = Self.filled(variables["SSL_CERT_FILE"])
    authorityFolder = Self.filled(variables["SSL_CERT_DIR"])
    let all = variables["all_proxy"] ?? variables["ALL_PROXY"] ?? ""
    plainProxy = variables["http_proxy"] ?? all
    encryptedProxy = variables["https_proxy"] ?? variables["HTTPS_PROXY"] ?? all
    noProxy = variables["no_proxy"] ?? variables["NO_PROXY"] ?? ""
  }

  private static func filled(_ value: String?) -> String? { value?.isEmpty == false ? value : nil }
}
