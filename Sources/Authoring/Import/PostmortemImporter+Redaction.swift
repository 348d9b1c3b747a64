import EvalSchema

extension PostmortemImporter.Source {
  /// Takes out of the document what must not be committed, so that everything that is made of it is without it.
  ///
  /// A document in the evalset is not changed: it has an obstacle instead. Bytes that are no text, and more than is read, stay as
  /// they are: the importer refuses them.
  ///
  /// - Parameter isInEvalset: Whether the file lies where the evalset would keep it.
  package mutating func redact(with redactor: inout Redactor, isInEvalset: Bool, mostBytes: Int) {
    guard bytes.count <= mostBytes, let text = String(validating: bytes, as: UTF8.self) else { return }
    let outcome = redactor.redact(text)
    if outcome.obstacle == nil, outcome.redactions.isEmpty { return }
    if isInEvalset || outcome.obstacle != nil {
      obstacle = outcome.obstacle ?? outcome.redactions.compactMap(\.lines.first).min() ?? 0
      return
    }
    redactions = outcome.redactions
    redactedFrom = Digest(of: bytes)
    bytes = Array(outcome.text.utf8)
  }
}
