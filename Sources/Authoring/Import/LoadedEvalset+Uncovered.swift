import EvalSchema
import FoundationEssentials

extension LoadedEvalset {
  /// Fills in what the importer reads of postmortems that have no case, so that the lint knows how grave the gap is.
  package mutating func readUncoveredPostmortems() {
    let manifest = evalset.manifest
    let importer = PostmortemImporter(
      policy: ImportPolicy(scheme: manifest.severityScheme, acceptsResolved: manifest.policy.acceptResolved))
    let covered = Set(cases.map(\.caseFile.evalCase.incident.postmortem))
    for index in postmortems.indices where !covered.contains(postmortems[index].file) {
      let path = postmortems[index].shownPath
      // A file that cannot be read was told by the loader.
      guard let data = FileManager.default.contents(atPath: path) else { continue }
      let document = importer.read(bytes: Array(data), file: path)
      postmortems[index].severity = document.severity
      if document.reason == .notClosed { postmortems[index].isClosed = false }
    }
  }
}
