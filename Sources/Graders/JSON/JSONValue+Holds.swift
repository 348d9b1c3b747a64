package import EvalSchema

extension JSONValue {
  /// Whether the value holds at least what a part states: the comparison of call patterns and recorded replies.
  ///
  /// An object holds a part when it has each of the part's members, each holding the part's; an array when it is as long
  /// and each element holds the part's; all else when it is equivalent, so that 1 is 1.0 and never "1".
  package func holds(_ part: JSONValue) -> Bool {
    switch (self, part) {
    case (.object(let members), .object(let wanted)):
      wanted.allSatisfy { name, value in members[name]?.holds(value) ?? false }
    case (.array(let elements), .array(let wanted)):
      elements.count == wanted.count && zip(elements, wanted).allSatisfy { $0.holds($1) }
    default: isEquivalent(to: part)
    }
  }

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
