import Authoring
import EvalSchema
import Graders
import Harness

/// Would the cases of an import have caught their incident? Asked before they are written: one that would not becomes a draft.
enum ImportProof {
  /// Runs the graders of every whole case against its exhibits and turns a case that fails into a draft without graders.
  static func prove(_ documents: inout [ImportedDocument]) async {
    for index in documents.indices where documents[index].verdict == .accepted {
      for position in documents[index].cases.indices {
        let found = documents[index].cases[position]
        let findings = await findings(found)
        documents[index].diagnostics += findings
        guard findings.hasErrors else { continue }
        documents[index].cases[position].missing = ["graders"]
        documents[index].cases[position].file = "drafts/\(found.id).yaml"
        documents[index].verdict = .incomplete
        documents[index].reason = .missing
      }
    }
  }

  private static func findings(_ found: ImportedCase) async -> [Diagnostic] {
    guard let loaded = CaseLoader.parse(bytes: Array(found.text.utf8), file: found.file).loaded else { return [] }
    let evalset = Evalset(
      path: ".", manifest: EvalsetManifest(name: "import"), manifestFile: "evalset.yaml", cases: [loaded.caseFile])
    // The judges of the evalset are not known here; a case that names one is proven by `check`.
    return await SelfTest.run(evalset, judges: .empty).diagnostics.filter { $0.severity == .error }.map { finding in
      // The lines are those of the file that would be written.
      Diagnostic(.error, finding.code, finding.message, at: finding.place, hint: finding.hint)
    }
  }
}
