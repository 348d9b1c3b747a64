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
}
