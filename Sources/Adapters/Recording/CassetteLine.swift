import EvalSchema

/// A line of a cassette: the header `{"kind":"cassette","version":1}`, then one response a line.
struct CassetteLine: Codable {
  /// What a line is.
  enum Kind: String, Codable {
    case cassette, response
  }

  /// The version of the format.
  static let version = 1

  var kind: Kind
  var version: Int?
  var digest: Digest?
  var trial: Int?
  var step: Int?
  var response: Response?

  /// The first line.
  static let header = CassetteLine(kind: .cassette, version: version)

  /// The line of a response.
  static func response(_ response: Response, key: CassetteKey, step: Int) -> CassetteLine {
    CassetteLine(kind: .response, digest: key.digest, trial: key.trial, step: step, response: response)
  }
}
