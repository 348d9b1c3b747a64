import Authoring
import EvalSchema
import Graders

/// Whether the calibrations of an evalset are what its labels show: one that was edited by hand would soften every limit.
enum CalibrationCheck {
  /// An error for each judge whose calibration counts other labelled transcripts than the labels file and the exhibits hold.
  ///
  /// Calls no model. A calibration that was measured from another file than the standard one cannot be counted again here.
  static func findings(_ evalset: Evalset) async throws -> [Diagnostic] {
    guard !evalset.judges.isEmpty else { return [] }
    let folder = try EvalsetFolder(evalset.path)
    guard folder.has(LabelCommand.standardFile) else { return [] }
    let labels = try JudgeLoader.labels(LabelCommand.standardFile, from: folder)
    var findings: [Diagnostic] = []
    for judge in evalset.judges {
      guard let calibration = judge.calibration, calibration.digest == judge.digest else { continue }
      let exam = try await JudgeExam(of: judge.name, cases: evalset.cases.map(\.evalCase), labels: labels)
      let patterns = try exam.patterns(notMeasuredIn: calibration)
      guard !patterns.isEmpty else { continue }
      findings.append(
        .error(
          "judge-relabelled",
          "the calibration of the judge \(judge.name) was not measured with the labels as they are: "
            + patterns.joined(separator: ", "), at: Place(file: evalset.path + "/" + LabelCommand.standardFile),
          hint: "relapse calibrate \(judge.name) --evalset \(evalset.path)"))
    }
    return findings
  }
}
