import Authoring
import EvalSchema
import FoundationEssentials
import Graders

/// Writes what is known of judges: answers about exhibits, labels, calibrations. All in `judges/` of the evalset.
struct JudgeFiles {
  /// The folder of the evalset.
  let evalset: String

  /// Adds what judges said to their files of answers; gives how many were added.
  func keepAnswers(of bench: JudgeBench) async throws -> Int {
    var count = 0
    for (name, seat) in bench.seats.sorted(by: { $0.key < $1.key }) {
      let known = Set(seat.judge.answers.map(\.key))
      let added = await seat.memory.added.filter { !known.contains($0.key) }
      guard !added.isEmpty else { continue }
      try append(added, to: Judge.file(name, "answers.jsonl"))
      count += added.count
    }
    return count
  }

  /// Appends values to a file below the evalset, one JSON object to a line.
  func append(_ values: [some Encodable], to relative: String) throws {
    var bytes = Data()
    for value in values { bytes += try CanonicalJSON.line(value) + Data("\n".utf8) }
    let folder = try EvalsetFolder(evalset)
    let earlier = folder.has(relative) ? Data(try folder.read(relative, limit: 1 << 30)) : Data()
    let gap = earlier.isEmpty || earlier.last == 0x0A ? Data() : Data("\n".utf8)
    try write(earlier + gap + bytes, to: relative)
  }

  /// Writes the calibration of a judge.
  func write(_ calibration: JudgeCalibration) throws {
    try write(try CanonicalJSON.document(calibration), to: Judge.file(calibration.judge, "calibration.json"))
  }

  /// The path of a file below the evalset, as the user would type it.
  func shown(_ relative: String) -> String { evalset == "." ? relative : "\(evalset)/\(relative)" }

  private func write(_ data: Data, to relative: String) throws {
    let path = shown(relative)
    guard EvalsetFolder.normalized(relative) != nil, !relative.hasPrefix("/") else {
      throw DiagnosticError(.error("path-outside", "\"\(relative)\" leads out of the evalset"))
    }
    do {
      let parent = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
      if !parent.isEmpty {
        try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
      }
      try data.write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw CommandFailure(
        .error,
        [.error("judge-file", "cannot write \"\(path)\"", hint: "check the path and its permissions")])
    }
  }
}
