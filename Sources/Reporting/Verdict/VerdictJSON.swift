package import EvalSchema
package import FoundationEssentials

/// The file `verdict.json`: a pure function of the plan and of the outcomes up to each decision.
package enum VerdictJSON {
  /// The bytes of a verdict: keys sorted, indented, the same for equal values.
  package static func bytes(_ verdict: GateVerdict) throws -> Data { try CanonicalJSON.document(verdict) }

  /// Writes the file.
  package static func write(_ verdict: GateVerdict, toFile path: String) throws {
    let bytes = try bytes(verdict)
    try ReportFile.write(path) { try $0(Array(bytes)) }
  }
}
