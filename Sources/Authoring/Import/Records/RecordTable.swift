import EvalSchema

/// How one product writes an incident as a record: by which keys it is known, and where each field stands.
///
/// A table is data. What a product writes in prose is read as Markdown; what it keeps in fields of the team's own making is read by
/// the names of `PostmortemField`.
struct RecordTable: Sendable {
  /// A field with the places where it may stand, the best first.
  struct Field: Sendable {
    var field: PostmortemField
    var paths: [RecordPath]
    /// Whether each place that says something is a statement of its own; else the first one counts.
    var takesAll = false
    /// The values that count, in lower case; nil for all.
    var only: Set<String>?

    init(_ field: PostmortemField, _ paths: [RecordPath], takesAll: Bool = false, only: Set<String>? = nil) {
      (self.field, self.paths, self.takesAll, self.only) = (field, paths, takesAll, only)
    }
  }

  /// A list of pairs of name and value: fields of the team's own making.
  struct Pairs: Sendable {
    /// Where the elements stand.
    var items: RecordPath
    /// The name within an element.
    var name: RecordPath
    /// The value within an element, the first place that says something.
    var value: [RecordPath]
  }

  /// What the product is called.
  var name: String
  /// Keys around a record that mean nothing by themselves: `{incident: …}`.
  var envelopes: [RecordPath] = []
  /// Each group of conditions knows a record: a path that must lead somewhere, or `path=value`.
  var marks: [[String]]
  /// Where the fields of the incident stand.
  var fields: [Field]
  /// Where prose stands: Markdown, a rich text tree, or wiki markup.
  var prose: [RecordPath] = []
  /// Fields of the team's own making.
  var pairs: [Pairs] = []
  /// The names of fields whose keys say nothing: `{customfield_10010: Expected behavior}`.
  var names: RecordPath?
  /// Where the values of `names` stand.
  var named: RecordPath?
  /// What may be a part of a case: paraphrases and excerpts.
  var proposals: [Field] = []

  /// Whether a record is one of this product.
  func knows(_ record: Node) -> Bool {
    marks.contains { group in group.allSatisfy { RecordTable.holds($0, in: record) } }
  }

  private static func holds(_ condition: String, in record: Node) -> Bool {
    guard let equals = condition.lastIndex(of: "="), !condition[equals...].contains("]") else {
      return !RecordPath(condition).nodes(in: record).isEmpty
    }
    let wanted = condition[condition.index(after: equals)...].lowercased()
    return RecordPath(String(condition[..<equals])).nodes(in: record).contains { $0.text?.lowercased() == wanted }
  }

  /// Every table, the most particular first.
  static let all: [RecordTable] = [
    .incidentIO, .rootly, .fireHydrant, .pagerDuty, .jira, .avid, .swarmproof, .lakmus, .plain,
  ]
}
