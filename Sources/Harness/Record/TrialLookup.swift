package import EvalSchema
import FoundationEssentials

/// Finds one trial of a record, transcript and all, without reading the others whole.
package enum TrialLookup {
  /// The trial of a case at an index, the last one when a lost trial was asked again; nil when it was not recorded.
  ///
  /// Complexity: O(bytes of the record).
  package static func trial(_ id: String, _ index: Int, in path: String) throws(DiagnosticError) -> TrialRecord? {
    let decoder = JSONDecoder()
    var found: TrialRecord?
    do {
      try LineBlocks(path: path).forEach { line in
        guard line.isTerminated else { return }
        let data = Data(line.bytes)
        guard case .trial(let essence) = try decoder.decode(LineEssence.self, from: data) else { return }
        if essence.evalCase == id, essence.index == index { found = try decoder.decode(TrialRecord.self, from: data) }
      }
    } catch let failure as LineBlocks.Failure {
      throw DiagnosticError(.error("record-unreadable", "cannot read \"\(path)\": \(failure.message)"))
    } catch {
      throw DiagnosticError(.error("record-damaged", "the record \"\(path)\" cannot be read: \(error)"))
    }
    return found
  }
}
