import EvalSchema

/// What an API wants back with a turn word for word: reasoning items, signed thoughts, encrypted parts.
///
/// The house keeps no such things in a turn. They travel in the id of the turn's first call, which nobody but the adapter reads:
/// the harness gives ids back as they are and records others. So the adapter needs no memory, and a conversation that another
/// process goes on with is complete.
enum CarriedTurn {
  private static let separator = "\u{1F}"

  /// The calls, the first of which carries the parts.
  ///
  /// Members that are null are left out: gateways write them where the API leaves them out, and it does not take them back.
  static func load(_ parts: [JSONValue], onto calls: [ToolCall]) throws(AdapterFailure) -> [ToolCall] {
    guard !calls.isEmpty, !parts.isEmpty else { return calls }
    var calls = calls
    let parts = parts.map { part -> JSONValue in
      guard case .object(let members) = part else { return part }
      return .object(members.filter { $0.value != .null })
    }
    do {
      calls[0].id += separator + (try CanonicalJSON.text(JSONValue.array(parts)))
    } catch {
      throw AdapterFailure(kind: .malformedResponse, message: "the turn cannot be sent back: \(error)")
    }
    return calls
  }

  /// The provider's own id of a call.
  static func plainID(_ id: String) -> String {
    guard let index = id.unicodeScalars.firstIndex(of: "\u{1F}") else { return id }
    return String(id.unicodeScalars[..<index])
  }

  /// The parts that a turn's calls carry; nil when there are none.
  static func parts(of calls: [ToolCall]) throws(AdapterFailure) -> [JSONValue]? {
    guard let id = calls.first?.id, let index = id.unicodeScalars.firstIndex(of: "\u{1F}") else { return nil }
    let text = String(id.unicodeScalars[id.unicodeScalars.index(after: index)...])
    do {
      return try TolerantJSON.decode([JSONValue].self, from: Array(text.utf8))
    } catch {
      throw AdapterFailure(kind: .badRequest, message: "the id of a call does not hold what it carried")
    }
  }
}
