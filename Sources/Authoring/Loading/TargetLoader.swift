package import EvalSchema

/// Reads target files and everything they name: the system prompt, the behaviors, the digests of programs and cassettes.
package enum TargetLoader {
  /// The largest file whose digest is a surface.
  static let surfaceLimit = 256 << 20

  /// Reads every target of an evalset, by name.
  package static func loadAll(in folder: EvalsetFolder) -> (targets: [Target], diagnostics: [Diagnostic]) {
    var targets: [Target] = []
    var diagnostics: [Diagnostic] = []
    do {
      for name in try folder.names(in: "targets") where !name.hasPrefix(".") && !folder.isFolder("targets/\(name)") {
        guard name.hasSuffix(".yaml") else {
          if EvalsetLoader.looksLikeDocument(name) {
            diagnostics.append(EvalsetLoader.unreadFile("targets/\(name)", a: "a target", in: folder))
          }
          continue
        }
        if try isBehaviors("targets/\(name)", in: folder) { continue }
        let result = load("targets/\(name)", from: folder)
        diagnostics += result.diagnostics
        if let target = result.target { targets.append(target) }
      }
    } catch {
      diagnostics += error.diagnostics
    }
    return (targets, diagnostics)
  }

  /// Whether a file beside the targets holds the behaviors of a simulated one, which is checked with that target.
  static func isBehaviors(_ file: String, in folder: EvalsetFolder) throws(DiagnosticError) -> Bool {
    let bytes = try folder.read(file, limit: DocumentLoader.limit)
    guard let node = YAMLReader.read(bytes: bytes, file: file).node else { return false }
    return node["behaviors"] != nil && node["adapter"] == nil
  }

  /// Reads one target.
  ///
  /// - Parameters:
  ///   - file: The path relative to the folder, for example `targets/candidate.yaml`.
  ///   - folder: What no file of the target may lie outside of.
  /// - Returns: The target with everything filled in, or nil when anything is wrong; and every finding.
  package static func load(
    _ file: String, from folder: EvalsetFolder
  ) -> (target: Target?, diagnostics: [Diagnostic]) {
    var (document, diagnostics) = DocumentLoader.load(
      Target.self, file, as: TargetFormat.format, from: folder, namesTellSecrets: true)
    guard let loaded = document else { return (nil, diagnostics) }
    var completion = Completion(document: loaded, folder: folder)
    completion.complete()
    document = completion.document
    let own = completion.diagnostics.filter { $0.place?.file == loaded.source.file }
    let others = completion.diagnostics.filter { $0.place?.file != loaded.source.file }
    diagnostics = (diagnostics + loaded.source.annotate(own)).inFileOrder + others
    return (diagnostics.hasErrors ? nil : document?.value, diagnostics)
  }

  /// Fills in what a target names, and checks what spans several keys.
  private struct Completion {
    var document: LoadedDocument<Target>
    var folder: EvalsetFolder
    var diagnostics: [Diagnostic] = []

    mutating func complete() {
      checkName()
      checkAdapter()
      if let path = document.value.system, let bytes = read(path, at: ["system"], limit: DocumentLoader.limit) {
        if let text = String(validating: bytes, as: UTF8.self) {
          if text.isEmpty { report("empty-value", "the system prompt \"\(path)\" is empty", at: ["system"]) }
          document.value.systemText = text
        } else {
          report("invalid-utf8", "the system prompt \"\(path)\" is not UTF-8 text", at: ["system"])
        }
      }
      completeSimulated()
      completeCommand()
      completeRecording()
    }

    private mutating func checkName() {
      let name = document.file.split(separator: "/").last.map(String.init) ?? document.file
      if name != document.value.name + ".yaml" {
        report(
          "id-mismatch", "the name \"\(document.value.name)\" is not the name of the file \"\(name)\"", at: ["name"],
          hint: "rename the file to \(document.value.name).yaml")
      }
    }

    private mutating func checkAdapter() {
      let target = document.value
      if let block = target.adapter.neededBlock, document.node[block] == nil {
        report("adapter-block", "`adapter: \(block)` needs the block `\(block)`", at: ["adapter"])
      }
      for finding in target.findings() {
        let last = finding.path.last ?? ""
        let entry = document.node.nearest(Array(finding.path.dropLast())).entry(last)
        let place =
          finding.code == "adapter-key" || finding.code == "unsupported-parameter"
          ? entry?.keyPlace : entry?.value.place ?? document.node.nearest(finding.path).place
        diagnostics.append(.error(finding.code, finding.message, at: place, hint: finding.hint))
      }
    }

    private mutating func completeSimulated() {
      guard let simulated = document.value.simulated,
        let path = resolved(simulated.behaviors, at: ["simulated", "behaviors"])
      else { return }
      let place = document.node.nearest(["simulated", "behaviors"]).place
      let (script, findings) = DocumentLoader.load(
        SimulatorScript.self, path, as: SimulatorFormat.format, from: folder, at: place)
      diagnostics += findings
      guard let script else { return }
      document.value.simulated?.script = script.value
      checkNames(of: script)
      checkShares(of: simulated, script.value)
    }

    private mutating func checkNames(of script: LoadedDocument<SimulatorScript>) {
      var names: Set<String> = []
      for (index, behavior) in script.value.behaviors.enumerated() {
        let place = script.node.nearest(["behaviors", "\(index)", "name"]).place
        var found: [Diagnostic] = []
        if !names.insert(behavior.name).inserted {
          found.append(.error("duplicate-name", "a behavior \"\(behavior.name)\" stands above already", at: place))
        }
        if Set(behavior.answers.map(\.name)).count != behavior.answers.count {
          found.append(.error("duplicate-name", "two answers of \"\(behavior.name)\" have the same name", at: place))
        }
        if behavior.answers.allSatisfy({ $0.weight == 0 }) {
          found.append(.error("no-weight", "no answer of \"\(behavior.name)\" has a weight", at: place))
        }
        diagnostics += script.source.annotate(found)
      }
    }

    private mutating func checkShares(of simulated: SimulatedTarget, _ script: SimulatorScript) {
      let names = script.behaviors.flatMap { behavior in behavior.answers.map { "\(behavior.name)/\($0.name)" } }
      for share in simulated.shares.keys.sorted() where !names.contains(share) {
        let nearest = NearestName.of(share, in: names).map { ": did you mean `\($0)`?" } ?? ""
        let entry = document.node["simulated"]?["shares"]?.entry(share)
        diagnostics.append(
          .error(
            "unknown-share", "there is no answer `\(ShapeChecker.clipped(share))`\(nearest)", at: entry?.keyPlace,
            hint: "a share names behavior/answer"))
      }
      for effect in script.effects ?? [] {
        for share in effect.shares.keys.sorted() where !names.contains(share) {
          report(
            "unknown-share", "an effect of the behaviors names no answer: \(ShapeChecker.clipped(share))",
            at: ["simulated", "behaviors"])
        }
      }
      let shares = document.value.simulatedShares
      for behavior in script.behaviors {
        let sum = behavior.answers.compactMap { shares["\(behavior.name)/\($0.name)"] }.reduce(0, +)
        if sum > 1 + 1e-9 {
          let message = "the shares of \"\(behavior.name)\" add up to \(Quantity.percentText(sum))"
          report("share-range", message, at: ["simulated", "shares"], hint: "at most 100%")
        }
      }
      let faults = simulated.faults.map(\.share).reduce(0, +)
      if faults > 1 + 1e-9 {
        report("share-range", "the faults add up to \(Quantity.percentText(faults))", at: ["simulated", "faults"])
      }
    }

    private mutating func completeCommand() {
      guard let command = document.value.command else { return }
      if command.program.first?.isEmpty == true {
        report("empty-value", "the program has no name", at: ["command", "program", "0"])
      }
      for (index, path) in command.files.enumerated() {
        guard let bytes = read(path, at: ["command", "files", "\(index)"], limit: TargetLoader.surfaceLimit) else {
          continue
        }
        document.value.command?.filesSha256[path] = Digest(of: bytes)
      }
      let folder = directory
      document.value.command?.directory = folder
    }

    private mutating func completeRecording() {
      guard let recording = document.value.recording else { return }
      let path = ["recording", "cassette"]
      if let bytes = read(recording.cassette, at: path, limit: TargetLoader.surfaceLimit) {
        document.value.recording?.sha256 = Digest(of: bytes)
      }
      let folder = directory
      document.value.recording?.directory = folder
    }

    /// The folder of the target's file, as an absolute path.
    private var directory: String {
      let parents = document.file.split(separator: "/").dropLast().joined(separator: "/")
      return parents.isEmpty ? folder.realPath : "\(folder.realPath)/\(parents)"
    }

    /// A path that was written relative to the target's file, relative to the folder.
    private mutating func resolved(_ path: String, at steps: [String]) -> String? {
      let parents = document.file.split(separator: "/").dropLast().joined(separator: "/")
      if let whole = EvalsetFolder.normalized("\(parents)/\(path)") { return whole }
      report(
        "path-outside", "\"\(path)\" leads out of the evalset", at: steps,
        hint: "keep every file that a target needs inside the evalset's folder")
      return nil
    }

    private mutating func read(_ path: String, at steps: [String], limit: Int) -> [UInt8]? {
      guard let whole = resolved(path, at: steps) else { return nil }
      do {
        return try folder.read(whole, limit: limit, at: document.node.nearest(steps).place)
      } catch {
        diagnostics += error.diagnostics
        return nil
      }
    }

    private mutating func report(_ code: String, _ message: String, at steps: [String], hint: String? = nil) {
      diagnostics.append(.error(code, message, at: document.node.nearest(steps).place, hint: hint))
    }
  }
}
