import CYAML
import EvalSchema

/// Builds the tree of one document from the events of libyaml.
///
/// A stack of open collections, no recursion: the depth of hostile input costs nothing before the limit stops it.
struct YAMLTree {
  /// The findings so far.
  private(set) var diagnostics: [Diagnostic] = []
  /// Whether nothing more is wanted from the parser.
  private(set) var isFinished = false
  /// The document, when it was read to its end.
  var root: Node? { isWhole ? document : nil }

  private let source: SourceText
  private let limits: YAMLReader.Limits
  private var document: Node?
  private var isWhole = false
  private var open: [Collection] = []
  private var anchors: [String: (node: Node, count: Int)] = [:]
  private var nodeCount = 0

  /// A sequence or mapping whose end has not come yet.
  private struct Collection {
    var isMapping: Bool
    var place: Place
    var anchor: String?
    /// The number of nodes before this one.
    var countBefore: Int
    var items: [Node] = []
    var entries: [Node.Entry] = []
    var places: [String: Place] = [:]
    /// The key that waits for its value.
    var key: (text: String, place: Place)?
    /// A repeated or impossible key: its value is read and dropped.
    var dropsValue = false
  }

  /// Starts the tree of one text.
  init(source: SourceText, limits: YAMLReader.Limits) {
    self.source = source
    self.limits = limits
  }

  /// Ends the reading with an error; there is no tree.
  mutating func stop(_ diagnostic: Diagnostic) {
    diagnostics.append(diagnostic)
    isFinished = true
    isWhole = false
  }

  /// Takes the next event.
  mutating func take(_ event: yaml_event_t) {
    let place = source.place(parserOffset: event.start_mark.index)
    switch event.type {
    case YAML_DOCUMENT_START_EVENT:
      if document != nil {
        stop(
          .error(
            "yaml-documents", "a second document starts here; a file holds one", at: place,
            hint: "put it into a file of its own, or remove the `---`"))
      }
    case YAML_SCALAR_EVENT: takeScalar(event, at: place)
    case YAML_SEQUENCE_START_EVENT:
      let data = event.data.sequence_start
      begin(isMapping: false, anchor: Self.text(data.anchor), tag: Self.text(data.tag), at: place)
    case YAML_MAPPING_START_EVENT:
      let data = event.data.mapping_start
      begin(isMapping: true, anchor: Self.text(data.anchor), tag: Self.text(data.tag), at: place)
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: end()
    case YAML_ALIAS_EVENT: takeAlias(Self.text(event.data.alias.anchor) ?? "", at: place)
    case YAML_STREAM_END_EVENT:
      isFinished = true
      isWhole = document != nil
      if document == nil {
        diagnostics.append(.error("yaml-empty", "the file is empty", at: Place(file: source.file)))
      }
    default: break
    }
  }

  private mutating func takeScalar(_ event: yaml_event_t, at place: Place) {
    let data = event.data.scalar
    let bytes = UnsafeBufferPointer(start: data.value, count: data.length)
    let text = String(decoding: bytes, as: UTF8.self)
    let tag = Self.text(data.tag)
    let isText = tag == "tag:yaml.org,2002:str" || tag == "!"
    if let tag, !isText { return refuse(tag: tag, at: place) }
    let isPlain = data.style == YAML_PLAIN_SCALAR_STYLE && !isText
    guard count(1, at: place) else { return }
    let node = Node(.scalar(text, quoted: !isPlain), at: place)
    remember(node, as: Self.text(data.anchor), count: 1)
    add(node)
  }

  private mutating func takeAlias(_ name: String, at place: Place) {
    guard let target = anchors[name] else {
      let message = "`*\(name)` refers to nothing above it"
      return stop(.error("yaml-alias", message, at: place, hint: "an anchor `&\(name)` must stand before its use"))
    }
    guard count(target.count, at: place) else { return }
    add(target.node)
  }

  private mutating func begin(isMapping: Bool, anchor: String?, tag: String?, at place: Place) {
    if let tag, !["tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"].contains(tag) {
      return refuse(tag: tag, at: place)
    }
    guard open.count < limits.depth else {
      return stop(.error("yaml-depth", "more than \(limits.depth) levels within one another", at: place))
    }
    guard count(1, at: place) else { return }
    open.append(Collection(isMapping: isMapping, place: place, anchor: anchor, countBefore: nodeCount - 1))
  }

  private mutating func end() {
    guard let collection = open.popLast() else { return }
    let content: Node.Content = collection.isMapping ? .mapping(collection.entries) : .sequence(collection.items)
    let node = Node(content, at: collection.place)
    remember(node, as: collection.anchor, count: nodeCount - collection.countBefore)
    add(node)
  }

  /// Puts a finished node where it belongs: into the open collection, or at the top.
  private mutating func add(_ node: Node) {
    guard var collection = open.popLast() else {
      document = node
      return
    }
    if !collection.isMapping {
      collection.items.append(node)
    } else if let key = collection.key {
      if !collection.dropsValue {
        collection.entries.append(Node.Entry(key: key.text, keyPlace: key.place, value: node))
      }
      collection.key = nil
      collection.dropsValue = false
    } else {
      takeKey(node, in: &collection)
    }
    open.append(collection)
  }

  private mutating func takeKey(_ node: Node, in collection: inout Collection) {
    guard let text = node.text else {
      diagnostics.append(.error("yaml-key", "a key must be plain text, not a list or a mapping", at: node.place))
      collection.key = ("", node.place)
      collection.dropsValue = true
      return
    }
    collection.key = (text, node.place)
    if case .scalar("<<", quoted: false) = node.content {
      diagnostics.append(
        .error("yaml-merge", "merge keys `<<` are not supported", at: node.place, hint: "write the keys out"))
      collection.dropsValue = true
    } else if let first = collection.places[text] {
      diagnostics.append(
        .error(
          "duplicate-key", "`\(text)` stands on line \(first.line ?? 0) already; which of the two counts?",
          at: node.place, hint: "remove it here, or on line \(first.line ?? 0)"))
      collection.dropsValue = true
    } else {
      collection.places[text] = node.place
    }
  }

  /// Counts nodes against the limit.
  private mutating func count(_ nodes: Int, at place: Place) -> Bool {
    nodeCount += nodes
    guard nodeCount <= limits.nodes else {
      stop(
        .error("yaml-size", "more than \(limits.nodes) values, aliases counted as often as they are used", at: place))
      return false
    }
    return true
  }

  private mutating func remember(_ node: Node, as anchor: String?, count: Int) {
    if let anchor { anchors[anchor] = (node, count) }
  }

  private mutating func refuse(tag: String, at place: Place) {
    stop(
      .error(
        "yaml-tag", "tags such as `\(tag)` are not supported", at: place,
        hint: "remove it; quotes make text out of what looks like a number"))
  }

  /// The text of a C string of libyaml.
  private static func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    pointer.map { String(cString: $0) }
  }
}
