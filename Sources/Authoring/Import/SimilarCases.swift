package import EvalSchema

/// Finds cases that test nearly the same: the same pattern, and inputs that share most runs of three words.
///
/// Shown, never refused: two customers may ask the same for different reasons. Complexity: O(n · m) comparisons of new with known
/// cases of one pattern.
package struct SimilarCases: Sendable {
  /// From which similarity on a case is shown. That of the lint rule `duplicate` is higher.
  static let threshold = 0.6

  /// One case as it is compared.
  package struct Known: Sendable {
    /// Its id.
    package var id: String
    /// The path of its file, relative to the evalset.
    package var file: String
    let pattern: String
    let shingles: WordShingles

    /// Reads the tree of a case file; nil without a pattern or an input.
    package init?(_ node: Node, file: String) {
      guard let id = node["id"]?.text, let written = node["pattern"]?.text,
        case .one(let pattern) = Taxonomy.match(written),
        case .sequence(let messages)? = node["input"]?["messages"]?.content
      else { return nil }
      let text = messages.compactMap { message in
        ["user", "system", "assistant"].lazy.compactMap { message[$0]?.text }.first
      }.joined(separator: "\n")
      (self.id, self.file, self.pattern, shingles) = (id, file, pattern.id, WordShingles(text))
    }
  }

  private var known: [String: [Known]]

  /// Takes the cases that the evalset holds.
  package init(known: [Known]) { self.known = Dictionary(grouping: known, by: \.pattern) }

  /// The three known cases that are most like one, the most alike first; without those that are not alike.
  private func mostAlike(_ own: Known) -> [SimilarCase] {
    var best: [SimilarCase] = []
    for other in known[own.pattern] ?? [] where other.id != own.id {
      guard let share = other.shingles.similarity(to: own.shingles, atLeast: SimilarCases.threshold) else { continue }
      let percent = Int(share * 100)
      if best.count == 3, let last = best.last, (last.percent, other.id) > (percent, last.id) { continue }
      best.append(SimilarCase(id: other.id, file: other.file, percent: percent))
      best.sort { ($1.percent, $0.id) < ($0.percent, $1.id) }
      if best.count > 3 { best.removeLast() }
    }
    return best
  }

  /// Marks the cases of imported documents that are much like a known one, or like one before them.
  package mutating func mark(_ documents: inout [ImportedDocument]) {
    for index in documents.indices {
      for inner in documents[index].cases.indices {
        let found = documents[index].cases[inner]
        guard let node = YAMLReader.read(found.text, file: found.file).node, let own = Known(node, file: found.file)
        else {
          continue
        }
        let similar = mostAlike(own)
        known[own.pattern, default: []].append(own)
        guard let first = similar.first else { continue }
        documents[index].cases[inner].similar = similar
        documents[index].diagnostics.append(
          .warning(
            "near-duplicate",
            "the input of \"\(own.id)\" is to \(first.percent) % that of \"\(first.id)\", with the same pattern",
            at: Place(file: documents[index].file),
            hint: "look at \(first.file): keep both when they fail for different reasons, else leave this one out"))
      }
    }
  }
}

/// A case that is much like another.
package struct SimilarCase: Sendable, Hashable, Codable {
  /// Its id.
  package var id: String
  /// The path of its file, relative to the evalset.
  package var file: String
  /// How much of the input they share, rounded down.
  package var percent: Int
}
