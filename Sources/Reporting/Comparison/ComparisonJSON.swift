package import EvalSchema
package import FoundationEssentials

/// The file `comparison.json`: a pure function of two plans and of the outcomes up to the decision.
package enum ComparisonJSON {
  /// The bytes of a verdict: keys sorted, indented, the same for equal values.
  package static func bytes(_ verdict: ComparisonVerdict) throws -> Data { try CanonicalJSON.document(verdict) }

  /// Writes the file.
  package static func write(_ verdict: ComparisonVerdict, toFile path: String) throws {
    let bytes = try bytes(verdict)
    try ReportFile.write(path) { try $0(Array(bytes)) }
  }
}
