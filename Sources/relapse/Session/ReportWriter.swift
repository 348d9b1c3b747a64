import EvalSchema
import Reporting

/// Writes the verdict and the reports of a run beside its record.
///
/// A report that cannot be written is told and does not change the verdict; the verdict file itself must be there.
struct ReportWriter {
  /// The files of a run, beside the record.
  enum Kind: String, CaseIterable, Sendable {
    case json, html, markdown, junit, text

    /// The name of the file in the run's folder; text goes to the terminal only.
    var file: String? {
      switch self {
      case .json: "verdict.json"
      case .html: "report.html"
      case .markdown: "report.md"
      case .junit: "junit.xml"
      case .text: nil
      }
    }
  }

  let report: GateReport

  /// Writes every file of a run and returns what went wrong.
  func writeAll(into folder: String) -> [Diagnostic] {
    Kind.allCases.compactMap { kind in
      guard let file = kind.file else { return nil }
      do {
        try write(kind, to: folder + "/" + file)
        return nil
      } catch  where kind == .json {
        return DerivedFiles.unwritten(
          file, in: folder, error,
          hint: "the record is whole; write it elsewhere: relapse report \(folder) --format json --out FILE")
      } catch {
        return .error(
          "report-unwritable", "\(error)", at: Place(file: folder + "/" + file),
          hint: "the verdict stands; write it elsewhere: relapse report \(folder) --format \(kind.rawValue) --out FILE")
      }
    }
  }

  /// Writes one file.
  func write(_ kind: Kind, to path: String) throws {
    switch kind {
    case .json: try VerdictJSON.write(report.verdict, toFile: path)
    case .html: try HTMLReport(report).write(toFile: path)
    case .markdown: try ReportFile.write(path, text: MarkdownReport(report).text())
    case .junit: try JUnitReport(report).write(toFile: path)
    case .text: break
    }
  }

  /// The text of one report.
  func text(_ kind: Kind, rendering: Rendering) throws -> String {
    switch kind {
    case .json: String(decoding: try VerdictJSON.bytes(report.verdict), as: UTF8.self)
    case .html: try HTMLReport(report).text()
    case .markdown: MarkdownReport(report).text()
    case .junit: JUnitReport(report).text()
    case .text: rendering.gate(report)
    }
  }
}
