extension Int {
  /// The count with its noun, in the plural unless it is one: `1 turn`, `3 turns`, `0 turns`.
  ///
  /// - Parameter many: The plural where it is not made by an `s`: `2.counted("entry", "entries")`.
  package func counted(_ noun: String, _ many: String? = nil) -> String {
    self == 1 ? "1 \(noun)" : "\(self) \(many ?? noun + "s")"
  }
}
