import EvalSchema

/// The JSON body of a request while it is put together.
struct RequestBody: Sendable {
  /// The members so far.
  private(set) var members: [String: JSONValue] = [:]

  /// Sets a member; nil leaves it out.
  subscript(name: String) -> JSONValue? {
    get { members[name] }
    set { members[name] = newValue }
  }

  /// The bytes with the target's own members.
  ///
  /// Objects are united; a member that both sides have is an error: nothing of a target is silently overruled.
  func bytes(adding extra: [String: JSONValue]?) throws(AdapterFailure) -> [UInt8] {
    var united = JSONValue.object(members)
    if let extra { united = try Self.unite(united, .object(extra), at: "extra_body") }
    do {
      return try JSONBytes.line(united)
    } catch {
      throw AdapterFailure(kind: .badRequest, message: "the request cannot be written as JSON: \(error)")
    }
  }

  private static func unite(_ own: JSONValue, _ extra: JSONValue, at path: String) throws(AdapterFailure) -> JSONValue {
    guard case .object(var members) = own, case .object(let added) = extra else {
      throw AdapterFailure(kind: .badRequest, message: "`\(path)` is something that the request says already")
    }
    for name in added.keys.sorted() {
      guard let value = added[name] else { continue }
      if let present = members[name] {
        members[name] = try unite(present, value, at: "\(path).\(name)")
      } else {
        members[name] = value
      }
    }
    return .object(members)
  }
}

extension JSONValue {
  /// An object without the members that are nil.
  static func members(_ members: KeyValuePairs<String, JSONValue?>) -> JSONValue {
    var present: [String: JSONValue] = [:]
    for (name, value) in members { present[name] = value }
    return .object(present)
  }
}

extension HTTPRequest {
  /// A request that posts JSON.
  static func posting(_ body: [UInt8], to url: String) -> HTTPRequest {
    HTTPRequest(
      method: "POST", url: url,
      headers: [
        Header(name: "Content-Type", value: "application/json"), Header(name: "Accept", value: "application/json"),
      ], body: body)
  }

  /// The request with one more header.
  func adding(_ name: String, _ value: String) -> HTTPRequest {
    var request = self
    request.headers.append(Header(name: name, value: value))
    return request
  }
}
