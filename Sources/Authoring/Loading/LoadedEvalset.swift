package import EvalSchema

/// An evalset as loaded: the value for everyone, and what only authoring needs, trees and postmortems.
package struct LoadedEvalset: Sendable {
  /// The evalset.
  package var evalset: Evalset
  /// The cases with their trees, in the order of their ids.
  package var cases: [LoadedCase]
  /// The tree of `evalset.yaml`.
  package var manifestNode: Node?
  /// The path of `evalset.yaml` as the user would write it.
  package var manifestPath: String
  /// Where each waiver stands, in the order of `evalset.waivers`.
  package var waiverPlaces: [Place]
  /// The postmortems of the evalset, by path.
  package var postmortems: [LoadedPostmortem]
  /// What lies among the cases and could not be read.
  package var unread: UnreadCases
  /// The texts that findings may name, by path as shown.
  package var sources: [String: SourceText]

  /// Makes an evalset of values that stand in no file.
  package init(
    evalset: Evalset, cases: [LoadedCase]? = nil, manifestNode: Node? = nil, manifestPath: String? = nil,
    waiverPlaces: [Place] = [], postmortems: [LoadedPostmortem] = [], unread: UnreadCases = UnreadCases(),
    sources: [String: SourceText] = [:]
  ) {
    self.evalset = evalset
    self.cases = cases ?? evalset.cases.map { LoadedCase(caseFile: $0) }
    self.manifestNode = manifestNode
    self.manifestPath = manifestPath ?? evalset.manifestFile
    self.waiverPlaces = waiverPlaces
    self.postmortems = postmortems
    self.unread = unread
    self.sources = sources
  }

  /// Where a waiver stands, by its index in `evalset.waivers`.
  package func placeOfWaiver(_ index: Int) -> Place {
    waiverPlaces.indices.contains(index) ? waiverPlaces[index] : Place(file: "waivers.yaml")
  }

  /// The findings with the source line of each that names a text of the evalset filled in.
  package func annotate(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    diagnostics.map { diagnostic in
      guard let file = diagnostic.place?.file, let source = sources[file] else { return diagnostic }
      return source.annotate([diagnostic]).first ?? diagnostic
    }
  }
}

/// A postmortem that lies in an evalset.
package struct LoadedPostmortem: Sendable, Hashable {
  /// The path relative to the evalset, for example `postmortems/INC-2041.md`.
  package var file: String
  /// The path as the user would write it.
  package var shownPath: String
  /// The digest of its bytes.
  package var sha256: Digest
  /// Why there is no case of it, when its front matter says so under `no_case`.
  package var noCaseReason: String?
  /// Its severity on our scale, when someone has read it.
  package var severity: Severity?
  /// Whether it is closed, when someone has read it; an open one needs no case yet.
  package var isClosed: Bool?

  /// Makes the value from its parts.
  package init(
    file: String, shownPath: String? = nil, sha256: Digest, noCaseReason: String? = nil, severity: Severity? = nil,
    isClosed: Bool? = nil
  ) {
    self.file = file
    self.shownPath = shownPath ?? file
    self.sha256 = sha256
    self.noCaseReason = noCaseReason
    self.severity = severity
    self.isClosed = isClosed
  }
}
