import EvalSchema

extension JSONValue {
  /// The value as short text for a reason: text in quotes, all else as JSON, cut after `most` Unicode scalars.
  func excerpt(most: Int = 80) -> String {
    switch self {
    case .string(let text): return text.quoted(most: most)
    case .number(let number) where Int(exactly: number) != nil: return "\(Int(number))"
    default: break
    }
    do {
      return try CanonicalJSON.text(self).visible(most: most)
    } catch {
      return kind  // A number that JSON cannot hold.
    }
  }
}
