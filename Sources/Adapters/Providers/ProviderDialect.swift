import EvalSchema
import FoundationEssentials

/// How one API is spoken: two pure functions, and how a request proves whose it is.
protocol ProviderDialect: Sendable {
  /// The request on the wire, without credentials; throws `bad-request` for what the API cannot say.
  func httpRequest(for request: Request) throws(AdapterFailure) -> HTTPRequest
  /// What a response says: a turn, or the failure that it reports.
  ///
  /// - Parameter date: when it arrived, for a `Retry-After` that is a date.
  func response(from http: HTTPResponse, to request: Request, at date: Date) throws(AdapterFailure) -> Response
  /// The request with its credentials.
  func authorized(_ http: HTTPRequest, at date: Date) -> HTTPRequest
}
