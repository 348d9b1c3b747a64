package import EvalSchema

/// Reads the folder of an evalset: manifest, cases, waivers and postmortems, with every finding of every file at once.
package enum EvalsetLoader {
  /// Most cases of an evalset.
  static let caseLimit = 10_000

  /// Reads an evalset.
  ///
  /// - Parameter path: The folder, as the user gave it.
  /// - Returns: The evalset, or nil when its manifest cannot be read; and all findings, by file and line. The evalset holds the cases
  ///   that could be read: with an error among the findings it is fit for linting, never for judging.
  package static func load(_ path: String) -> (loaded: LoadedEvalset?, diagnostics: [Diagnostic]) {
    let folder: EvalsetFolder
    do {
      folder = try EvalsetFolder(path)
    } catch {
      return (nil, error.diagnostics)
    }
    var reading = Reading(folder: folder)
    let manifest = reading.manifest()
    let cases = reading.cases()
    let (waivers, waiverPlaces) = reading.waivers(of: cases.map(\.caseFile.evalCase.id))
    let postmortems = reading.postmortems(of: cases)
    let judges = JudgeLoader.loadAll(in: folder)
    reading.diagnostics += judges.diagnostics
    guard let manifest else { return (nil, reading.diagnostics.inFileOrder) }
    let evalset = Evalset(
      path: folder.path, manifest: manifest.value, manifestFile: manifest.file,
      policyLine: manifest.node.entry("policy")?.keyPlace.line,
      severityLines: EvalsetLoader.severityLines(manifest.node), cases: cases.map(\.caseFile), waivers: waivers,
      judges: judges.judges)
    let loaded = LoadedEvalset(
      evalset: evalset, cases: cases, manifestNode: manifest.node, manifestPath: manifest.source.file,
      waiverPlaces: waiverPlaces, postmortems: postmortems, unread: reading.unread, sources: reading.sources)
    return (loaded, reading.diagnostics.inFileOrder)
  }

  /// Reads an evalset that is going to be judged.
  ///
  /// - Returns: The evalset, and the findings that are no errors.
  /// - Throws: `DiagnosticError` with every finding when one of them is an error.
  package static func judgeable(
    _ path: String
  ) throws(DiagnosticError) -> (loaded: LoadedEvalset, diagnostics: [Diagnostic]) {
    let (loaded, diagnostics) = load(path)
    guard let loaded, !diagnostics.hasErrors else { throw DiagnosticError(diagnostics) }
    return (loaded, diagnostics)
  }

  /// Whether a name looks like a file that somebody wants to be read.
  static func looksLikeDocument(_ name: String) -> Bool {
    let lower = name.lowercased()
    return [".yml", ".yaml", ".json", ".yaml.txt", ".yaml~", ".yaml.bak"].contains { lower.hasSuffix($0) }
  }

  /// The finding about a file that would silently count for nothing.
  static func unreadFile(_ file: String, a noun: String, in folder: EvalsetFolder) -> Diagnostic {
    .error(
      "unread-file", "\"\(file)\" would not be read", at: Place(file: folder.shown(file)),
      hint: "\(noun) is a file NAME.yaml directly in its folder: rename, move or remove it")
  }

  /// The line of each severity's rules in a manifest.
  private static func severityLines(_ manifest: Node) -> [String: Int] {
    let rules = manifest["policy"]?["severities"]
    let lines = Severity.allCases.compactMap { severity in
      rules?.entry(severity.rawValue)?.keyPlace.line.map { (severity.rawValue, $0) }
    }
    return Dictionary(lines) { first, _ in first }
  }

  /// The state of reading one folder.
  private struct Reading {
    let folder: EvalsetFolder
    var diagnostics: [Diagnostic] = []
    var sources: [String: SourceText] = [:]
    var unread = UnreadCases()

    init(folder: EvalsetFolder) { self.folder = folder }

    mutating func manifest() -> LoadedDocument<EvalsetManifest>? {
      let file = "evalset.yaml"
      guard folder.has(file) else {
        let other = ["evalset.yml", "evalset.json"].first(where: folder.has)
        diagnostics.append(
          .error(
            "manifest-missing", "there is no \(file) in \"\(folder.path)\"", at: Place(file: folder.shown(file)),
            hint: other.map { "rename \($0) to \(file)" } ?? "write one as docs/formats.md shows it"))
        return nil
      }
      var (document, findings) = DocumentLoader.load(
        EvalsetManifest.self, file, as: EvalsetFormat.format, from: folder)
      if let loaded = document {
        sources[loaded.source.file] = loaded.source
        let (patterns, own) = EvalsetLoader.check(loaded)
        document?.value.patterns = patterns
        findings += loaded.source.annotate(own)
      }
      diagnostics += findings
      return document
    }

    mutating func cases() -> [LoadedCase] {
      var loaded: [LoadedCase] = []
      var names: [String] = []
      do {
        for name in try folder.names(in: "cases") {
          if name.hasPrefix(".") {
            // What an editor or a system leaves is no case; a case that is hidden would silently count for nothing.
            if EvalsetLoader.looksLikeDocument(name) {
              leave(name)
            }
          } else if folder.isFolder("cases/\(name)")
            || (!name.hasSuffix(".yaml") && EvalsetLoader.looksLikeDocument(name))
          {
            leave(name)
          } else if name.hasSuffix(".yaml") {
            names.append(name)
          }
        }
      } catch {
        diagnostics += error.diagnostics
        unread.isFolderUnread = true
        return []
      }
      if names.isEmpty {
        diagnostics.append(
          .error(
            "no-cases", "there is no case in \"\(folder.shown("cases"))\"", at: Place(file: folder.shown("cases")),
            hint: "relapse import FILE --into \(folder.path) makes one of a closed postmortem"))
      }
      if names.count > caseLimit {
        let message = "\(names.count) cases; at most \(caseLimit) are read"
        diagnostics.append(.error("too-many", message, at: Place(file: folder.shown("cases"))))
        unread.isFolderUnread = true
        return []
      }
      for name in names {
        let (one, findings) = CaseLoader.load("cases/\(name)", from: folder)
        diagnostics += findings
        guard let one else {
          unread.files[name] = text(of: name)
          continue
        }
        sources[one.shownPath] = one.source
        loaded.append(one)
      }
      loaded.sort { Array($0.caseFile.evalCase.id.utf8).lexicographicallyPrecedes($1.caseFile.evalCase.id.utf8) }
      return unique(loaded)
    }

    /// Passes over a file that somebody may take for a case, and says so.
    private mutating func leave(_ name: String) {
      diagnostics.append(EvalsetLoader.unreadFile("cases/\(name)", a: "a case", in: folder))
      unread.files[name] = text(of: name)
    }

    /// The text of a file among the cases; empty where it cannot be read, which its finding says.
    private func text(of name: String) -> String {
      do {
        return String(decoding: try folder.read("cases/\(name)", limit: DocumentLoader.limit), as: UTF8.self)
      } catch {
        return ""
      }
    }

    /// The cases without those whose id another one has, in whatever letter case: file systems differ.
    private mutating func unique(_ cases: [LoadedCase]) -> [LoadedCase] {
      var files: [String: String] = [:]
      return cases.filter { one in
        let id = one.caseFile.evalCase.id
        guard let other = files.updateValue(one.caseFile.file, forKey: id.lowercased()) else { return true }
        let finding = Diagnostic.error(
          "duplicate-id", "the id \"\(id)\" is that of \"\(other)\" too", at: one.place("id"))
        diagnostics += one.source?.annotate([finding]) ?? [finding]
        return false
      }
    }

    mutating func waivers(of ids: [String]) -> (waivers: [Waiver], places: [Place]) {
      let file = "waivers.yaml"
      if let other = ["waivers.yml", "waivers.json"].first(where: folder.has) {
        diagnostics.append(EvalsetLoader.unreadFile(other, a: "the list of waivers", in: folder))
      }
      guard folder.has(file) else { return ([], []) }
      let (document, findings) = DocumentLoader.load(WaiverList.self, file, as: WaiversFormat.format, from: folder)
      diagnostics += findings
      guard let document else { return ([], []) }
      sources[document.source.file] = document.source
      var own: [Diagnostic] = []
      var lines: [String: Int] = [:]
      var places: [Place] = []
      for (index, waiver) in document.value.waivers.enumerated() {
        let place = document.node.nearest(["waivers", "\(index)", "case"]).place
        places.append(place)
        if let line = lines.updateValue(place.line ?? 0, forKey: waiver.evalCase) {
          own.append(
            .error("duplicate-waiver", "\"\(waiver.evalCase)\" has a waiver on line \(line) already", at: place))
        }
        if !ids.contains(waiver.evalCase) {
          let nearest = NearestName.of(waiver.evalCase, in: ids).map { ": did you mean `\($0)`?" } ?? ""
          own.append(
            .error("waiver-unknown-case", "there is no case \"\(waiver.evalCase)\"\(nearest)", at: place))
        }
      }
      diagnostics += document.source.annotate(own)
      return (document.value.waivers, places)
    }

    /// The files in `postmortems`, and those that cases name elsewhere.
    mutating func postmortems(of cases: [LoadedCase]) -> [LoadedPostmortem] {
      var found: [LoadedPostmortem] = []
      do {
        for name in try folder.names(in: "postmortems") where !name.hasPrefix(".") {
          let file = "postmortems/\(name)"
          if !folder.isFolder(file), let one = postmortem(file, at: nil) { found.append(one) }
        }
      } catch {
        diagnostics += error.diagnostics
      }
      for one in cases {
        let path = one.caseFile.evalCase.incident.postmortem
        let file = EvalsetFolder.normalized(path) ?? path
        // A missing file is told by a rule of the lint, which knows what the case says of it.
        guard !found.contains(where: { $0.file == file }), folder.has(file) else { continue }
        if let another = postmortem(file, at: one.place("incident", "postmortem")) { found.append(another) }
      }
      return found
    }

    private mutating func postmortem(_ file: String, at place: Place?) -> LoadedPostmortem? {
      do {
        let bytes = try folder.read(file, limit: DocumentLoader.limit, at: place)
        return LoadedPostmortem(
          file: file, shownPath: folder.shown(file), sha256: Digest(of: bytes),
          noCaseReason: EvalsetLoader.noCaseReason(in: bytes))
      } catch {
        diagnostics += error.diagnostics.map { sources[$0.place?.file ?? ""]?.annotate([$0]).first ?? $0 }
        return nil
      }
    }
  }
}
