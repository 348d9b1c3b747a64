package import EvalSchema
import FoundationEssentials

/// Reads the judges of an evalset: their target files, and what is known of them.
package enum JudgeLoader {
  /// Reads every judge, by name; none when there is no folder `judges`.
  package static func loadAll(in folder: EvalsetFolder) -> (judges: [Judge], diagnostics: [Diagnostic]) {
    var judges: [Judge] = []
    var diagnostics: [Diagnostic] = []
    do {
      for name in try folder.names(in: Judge.folder) where !name.hasPrefix(".") {
        let file = "\(Judge.folder)/\(name)"
        if folder.isFolder(file) { continue }
        guard name.hasSuffix(".yaml") else {
          if EvalsetLoader.looksLikeDocument(name), !name.hasSuffix(".calibration.json") {
            diagnostics.append(EvalsetLoader.unreadFile(file, a: "a judge", in: folder))
          }
          continue
        }
        if try TargetLoader.isBehaviors(file, in: folder) { continue }
        let (judge, findings) = load(String(name.dropLast(5)), from: folder)
        diagnostics += findings
        if let judge { judges.append(judge) }
      }
    } catch {
      diagnostics += error.diagnostics
    }
    return (judges, diagnostics)
  }

  /// Reads one judge.
  package static func load(
    _ name: String, from folder: EvalsetFolder
  ) -> (judge: Judge?, diagnostics: [Diagnostic]) {
    let file = Judge.file(name, "yaml")
    var (target, diagnostics) = TargetLoader.load(file, from: folder)
    guard let target else { return (nil, diagnostics) }
    let place = Place(file: folder.shown(file))
    if target.system != nil {
      diagnostics.append(
        .error(
          "judge-system", "the judge \"\(name)\" has a system prompt of its own", at: place,
          hint: "what a judge is told belongs to Relapse and is versioned: say in the rubric what counts"))
    }
    var calibration: JudgeCalibration?
    var answers: [JudgeAnswer] = []
    do throws(DiagnosticError) {
      calibration = try read(JudgeCalibration.self, Judge.file(name, "calibration.json"), from: folder)
      answers = try lines(JudgeAnswer.self, Judge.file(name, "answers.jsonl"), from: folder)
      if let calibration, calibration.version != 1 {
        diagnostics.append(
          .error(
            "judge-file", "the calibration of \"\(name)\" has the version \(calibration.version), and 1 is read",
            at: Place(file: folder.shown(Judge.file(name, "calibration.json")))))
      }
    } catch {
      diagnostics += error.diagnostics
    }
    guard !diagnostics.hasErrors else { return (nil, diagnostics) }
    do {
      return (try Judge(name: name, target: target, calibration: calibration, answers: answers), diagnostics)
    } catch {
      diagnostics.append(.error("judge-file", "the judge \"\(name)\" has no JSON form: \(error)", at: place))
      return (nil, diagnostics)
    }
  }

  /// The labelled transcripts of a file that nobody took back.
  package static func labels(_ file: String, from folder: EvalsetFolder) throws(DiagnosticError) -> [JudgeLabel] {
    let all = try history(file, from: folder)
    if let position = all.groundlessWithdrawal {
      // A label that was moved below its withdrawal would count again in silence.
      throw DiagnosticError(
        unreadable(
          file, "entry \(position + 1) takes back a label, and none of its transcript stands above it", in: folder))
    }
    return all.standing
  }

  /// Every entry of a file of labels, withdrawals too: one JSON object to a line, or a YAML list of them.
  package static func history(_ file: String, from folder: EvalsetFolder) throws(DiagnosticError) -> [JudgeLabel] {
    guard folder.has(file) else {
      throw DiagnosticError(
        .error(
          "file-missing", "there is no file \"\(folder.shown(file))\"", at: Place(file: folder.shown(file)),
          hint: "relapse label RUN CASE/TRIAL --as bad writes one"))
    }
    guard file.hasSuffix(".yaml") || file.hasSuffix(".yml") else {
      return try lines(JudgeLabel.self, file, from: folder)
    }
    let bytes = try folder.read(file, limit: limit)
    let (node, findings) = YAMLReader.read(bytes: bytes, file: folder.shown(file))
    guard let node, !findings.hasErrors else { throw DiagnosticError(findings) }
    do {
      return try CanonicalJSON.decode([JudgeLabel].self, from: try CanonicalJSON.line(node.json))
    } catch {
      throw DiagnosticError(unreadable(file, "\(error)", in: folder))
    }
  }

  /// The largest file of labels or answers.
  static let limit = 64 << 20

  private static func read<Value: Decodable>(
    _ type: Value.Type, _ file: String, from folder: EvalsetFolder
  ) throws(DiagnosticError) -> Value? {
    guard folder.has(file) else { return nil }
    let bytes = try folder.read(file, limit: limit)
    do {
      return try CanonicalJSON.decode(type, from: Data(bytes))
    } catch {
      throw DiagnosticError(unreadable(file, "\(error)", in: folder))
    }
  }

  private static func lines<Value: Decodable>(
    _ type: Value.Type, _ file: String, from folder: EvalsetFolder
  ) throws(DiagnosticError) -> [Value] {
    guard folder.has(file) else { return [] }
    var values: [Value] = []
    for (number, line) in try folder.read(file, limit: limit).split(separator: 0x0A).enumerated() {
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) { continue }
      do {
        values.append(try CanonicalJSON.decode(type, from: Data(line)))
      } catch {
        throw DiagnosticError(unreadable(file, "entry \(number + 1): \(error)", in: folder))
      }
    }
    return values
  }

  private static func unreadable(_ file: String, _ reason: String, in folder: EvalsetFolder) -> Diagnostic {
    .error(
      "judge-file", "\"\(file)\" cannot be read: \(ShapeChecker.clipped(reason))", at: Place(file: folder.shown(file)),
      hint: "relapse writes it; restore it from version control, or remove it and measure again")
  }
}
