import Adapters
import Authoring
import EvalSchema
import Foundation
import Gating
import Testing

@testable import Reporting
@testable import relapse

/// Texts that tell the reader to run something name only what there is.
@Suite struct NamedCommandsTests {
  /// The command lines in a text: what stands in backquotes and begins with `relapse`.
  private static func commands(in text: String) -> [[String]] {
    text.split(separator: "`", omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 1 }
      .map { $0.element.split { $0 == " " || $0 == "\n" }.map(String.init) }
      .filter { $0.first == "relapse" && $0.count > 1 }
  }

  private static func unknown(_ words: [String]) -> String? {
    let spec = Door.commands.first { $0.name == words[1] }
    guard let spec else { return words[1] == "help" ? nil : "there is no command \(words[1])" }
    let options = Set(spec.allOptions.map { "--\($0.name)" })
    return words.first { $0.hasPrefix("--") && !options.contains($0) }.map { "\(words[1]) has no \($0)" }
  }

  @Test func everyCommandInAnExplanationExists() {
    var pages = Explanation.pages
    for (code, text) in FindingCodes.all + AdapterCodes.all + WarningCodes.all where pages[code] == nil {
      pages[code] = text
    }
    var seen = 0
    for (code, page) in pages {
      for words in Self.commands(in: page) {
        seen += 1
        #expect(Self.unknown(words) == nil, "explain \(code): \(words.joined(separator: " "))")
      }
    }
    #expect(seen > 10)
  }

  @Test func everyCommandOfThePageOnRunningExists() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let page = try String(contentsOf: root.appending(path: "docs/running.md"), encoding: .utf8)
    let lines = page.split(separator: "\n").filter { $0.hasPrefix("relapse ") }
      .map { $0.split(separator: " ").map(String.init) }
    #expect(lines.count > 8)
    for words in lines + Self.commands(in: page.replacing("```", with: "")) {
      #expect(Self.unknown(words) == nil, "\(words.joined(separator: " "))")
    }
  }

  @Test func everyExampleInTheHelpIsUnderstood() throws {
    for spec in Door.commands {
      for example in spec.examples {
        let line = example.line.prefix { $0 != ">" && $0 != "#" }
        let words = line.split(separator: " ").map(String.init)
        #expect(words.first == "relapse" && words.count > 1)
        #expect(Self.unknown(words) == nil, "\(example.line)")
        _ = try ArgumentParser(spec: spec).parse(Array(words.dropFirst(2)), environment: [:])
      }
    }
  }

  @Test func everyCommandThatAReportNamesIsUnderstood() async throws {
    let world = try TestWorld()
    for (name, words) in [
      ("pass", ["--severity", "S3"]), ("cut", ["--severity", "S3", "--max-trials", "3"]),
    ] {
      let out = world.folder + "/" + name
      _ = await world.run(["gate", world.evalset, "--target", "candidate-fixed", "--out", out] + words)
      for report in [world.printed, String(decoding: try world.bytes(name + "/report.md"), as: UTF8.self)] {
        for line in report.split(separator: "\n") where line.contains("relapse ") && !line.contains("<") {
          guard let start = line.range(of: "relapse ")?.lowerBound else { continue }
          let words = line[start...].split { " `".contains($0) }.map(String.init)
          guard Door.commands.contains(where: { $0.name == words[1] }) else { continue }
          #expect(Self.unknown(words) == nil, "\(line)")
        }
      }
    }
  }
}
