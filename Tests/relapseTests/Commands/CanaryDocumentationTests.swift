import Authoring
import EvalSchema
import Foundation
import Testing

@testable import relapse

/// What the documents promise to Argo Rollouts, Flagger and cron is what the program writes and takes.
@Suite struct CanaryDocumentationTests {
  private static func page(_ name: String) throws -> String {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../docs")
    return try String(contentsOf: folder.appending(path: name), encoding: .utf8)
  }

  /// The blocks of a notation, without their fences.
  private static func blocks(_ notation: String, of page: String) -> [String] {
    page.components(separatedBy: "```\(notation)\n").dropFirst().compactMap {
      $0.components(separatedBy: "\n```").first
    }
  }

  /// Every key of a document, in any depth.
  private static func keys(_ node: Node) -> Set<String> {
    switch node.content {
    case .mapping(let members):
      members.reduce(into: Set<String>()) {
        $0.insert($1.key)
        $0.formUnion(keys($1.value))
      }
    case .sequence(let items): items.reduce(into: Set<String>()) { $0.formUnion(keys($1)) }
    case .scalar: []
    }
  }

  /// The fields that these manifests use, as the documentation of Argo Rollouts, Flagger and Kubernetes names them.
  private static let known: Set<String> = [
    "apiVersion", "kind", "metadata", "name", "namespace", "spec", "args", "metrics", "successCondition",
    "failureCondition",
    "provider", "web", "url", "timeoutSeconds", "jsonPath", "strategy", "canary", "steps", "setWeight", "pause",
    "duration",
    "analysis", "templates", "templateName", "valueFrom", "podTemplateHashValue", "targetRef", "service", "port",
    "interval",
    "threshold", "maxWeight", "stepWeight", "webhooks", "type", "timeout", "cmd", "schedule", "concurrencyPolicy",
    "jobTemplate",
    "backoffLimit", "template", "restartPolicy", "containers", "image", "workingDir", "command", "env", "secretKeyRef",
    "key",
    "volumeMounts", "mountPath", "volumes", "persistentVolumeClaim", "claimName",
  ]

  @Test(arguments: ["canary.md", "watch.md"]) func theManifestsAreYAMLOfKnownFields(_ name: String) throws {
    let blocks = Self.blocks("yaml", of: try Self.page(name))
    #expect(blocks.count == (name == "canary.md" ? 3 : 1))
    for block in blocks {
      let (node, diagnostics) = YAMLReader.read(block, file: name)
      #expect(diagnostics.isEmpty)
      #expect(Self.keys(try #require(node)).subtracting(Self.known).sorted() == [])
    }
  }

  /// Verdicts as they are really written, for trials and for traffic.
  private static func comparisons(_ world: TestWorld) async throws -> [JSONValue] {
    let trials = world.folder + "/trials"
    _ = await world.run(
      "compare", world.evalset, "--baseline", "baseline", "--candidate", "candidate-regressed", "--case",
      "INC-2077-sms-too-long", "--out", trials, "-q")
    let line =
      #"{"run_id":"%","request":{"messages":[{"role":"user","content":"q"}]},"response":{"choices":[{"message":{"role":"assistant","content":"ok"}}]}}"#
    for arm in ["a", "b"] {
      let text = (0..<300).map { line.replacing("%", with: "\(arm)\($0)") }.joined(separator: "\n")
      try text.write(toFile: world.folder + "/\(arm).jsonl", atomically: true, encoding: .utf8)
    }
    _ = await world.run(
      "compare", "--from", "jsonl", world.folder + "/a.jsonl", world.folder + "/b.jsonl", "--evalset", world.evalset,
      "--out",
      world.folder + "/traffic")
    return try ["trials", "traffic"].map {
      try CanonicalJSON.decode(JSONValue.self, from: try world.bytes("\($0)/comparison.json"))
    }
  }

  @Test func thePathsOfTheManifestsExistInWhatIsWritten() async throws {
    let text = try Self.page("canary.md")
    let argo = text.matches(of: /jsonPath: "\{\$\.([a-zA-Z.]+)\}"/).map { String($0.1) }
    let conditions = text.matches(of: /(?:success|failure)Condition: result == "([a-z]+)"/).map { String($0.1) }
    let flagger = text.matches(of: /jq -e '\.([a-zA-Z]+) == \\"([a-z]+)\\"'/).map { (String($0.1), String($0.2)) }
    #expect(argo == ["verdict"] && conditions == ["pass", "fail"] && flagger.map(\.1) == ["pass", "fail"])
    #expect((conditions + flagger.map(\.1)).allSatisfy { Verdict(rawValue: $0) != nil })
    let written = try await Self.comparisons(try TestWorld())
    #expect(written.count == 2)
    for comparison in written {
      for path in argo + flagger.map(\.0) + ["reason", "sentence"] {
        #expect(comparison[path]?.string != nil, "\(path)")
      }
      #expect(
        comparison["verdict"]?.string.flatMap(Verdict.init(rawValue:)) != nil && comparison["exitCode"]?.integer != nil)
    }
    #expect(written[0]["verdict"]?.string == "fail" && written[1]["verdict"]?.string == "pass")
  }

  @Test func theCommandsOfThePagesAreTaken() throws {
    for name in ["canary.md", "watch.md", "prove.md"] {
      let text = try Self.page(name)
      for match in text.matches(of: /relapse\s(compare|watch|prove|admit|amend)(\s[^`\n|]*)?/) {
        let spec = try #require(Door.commands.first { $0.name == String(match.1) })
        let options = (match.2.map(String.init) ?? "").matches(of: /\s--([a-z-]+)/).map { String($0.1) }
        #expect(options.filter { option in !spec.allOptions.contains { $0.name == option } } == [], "\(match.0)")
      }
    }
  }
}
