import EvalSchema
import FoundationEssentials

/// JSON as people read it: indented, keys sorted.
enum PrettyJSON {
  /// The text of a value; `{}` stays on one line. Nothing but invalid numbers fails to encode, and they become their kind.
  static func text(_ value: JSONValue) -> String {
    if case .object(let members) = value, members.isEmpty { return "{}" }
    do {
      let bytes = try CanonicalJSON.document(value)
      return String(decoding: bytes.dropLast(), as: UTF8.self)
    } catch {
      return "(\(value.kind) that is not JSON)"
    }
  }
}
