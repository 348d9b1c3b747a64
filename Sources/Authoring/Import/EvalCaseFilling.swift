import EvalSchema

/// An explicit case with the answers that fill what it lacks.
///
/// Keys that its author wrote stay as they are; only missing or empty ones are filled.
struct EvalCaseFilling {
  /// The content, in the order of the author, what was filled in at the end.
  private(set) var members: [CaseFileTree.Member]
  /// Whether anything was filled in.
  private(set) var isChanged = false
  private let block: Node

  /// Fills in a case.
  init(_ block: Node, _ answers: ImportAnswers.Case) {
    self.block = block
    if case .map(let own) = CaseFileTree(block) { members = own } else { members = [] }
    let gaps = Set(EvalCaseBlock.gaps(of: block, needsProof: true))
    func exhibit(_ from: String, _ text: String) -> CaseFileTree {
      .list([
        .map([.value("from", .text(from)), .value("transcript", .list([.map([.value("assistant", .text(text))])]))])
      ])
    }
    if gaps.contains(.input), let input = answers.input {
      set(["input", "messages"], .list([.map([.value("user", .text(input.text))])]))
    }
    if gaps.contains(.expected), let expected = answers.expected {
      set(["expected", "behavior"], .text(expected.text))
    }
    if gaps.contains(.graders), !answers.graders.isEmpty {
      set(["expected", "graders"], .list(answers.graders.map { CaseFileTree($0) }))
    }
    if gaps.contains(.knownBad), let bad = answers.knownBad { set(["known_bad"], exhibit("incident", bad.text)) }
    if gaps.contains(.knownGood), let good = answers.knownGood { set(["known_good"], exhibit("author", good.text)) }
    if block["layers"]?[0] == nil, !answers.layers.isEmpty {
      members.removeAll { $0.key == "layers" }
      members.append(CaseComposer.member(answers.layers))
      isChanged = true
    }
    if block["consequence"] == nil, let consequence = answers.consequence {
      members.append(CaseComposer.member(consequence))
      isChanged = true
    }
  }

  /// The content as it will be read.
  var node: Node {
    isChanged ? YAMLReader.read(CaseFileWriter.write(members), file: "").node ?? block : block
  }

  private mutating func set(_ path: [String], _ value: CaseFileTree) {
    isChanged = true
    members = EvalCaseFilling.setting(path[...], to: value, in: members)
  }

  private static func setting(
    _ path: ArraySlice<String>, to value: CaseFileTree, in members: [CaseFileTree.Member]
  ) -> [CaseFileTree.Member] {
    guard let key = path.first else { return members }
    var members = members
    let index = members.firstIndex { $0.key == key }
    var inner: CaseFileTree = value
    if path.count > 1 {
      var below: [CaseFileTree.Member] = []
      if let index, case .value(_, .map(let own)) = members[index] { below = own }
      inner = .map(setting(path.dropFirst(), to: value, in: below))
    }
    if let index { members[index] = .value(key, inner) } else { members.append(.value(key, inner)) }
    return members
  }
}
