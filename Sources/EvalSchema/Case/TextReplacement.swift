/// Several texts for several others, at once: what one put in, another does not change again.
///
/// At each place the longest text that stands there is replaced, so that the order of the pairs means nothing. Compared by Unicode
/// scalars: no case folding, no normalization.
package struct TextReplacement: Sendable {
  private let pairs: [(old: [Unicode.Scalar], new: [Unicode.Scalar])]

  /// Takes the pairs; an empty text replaces nothing.
  package init(_ replace: [String: String]) {
    pairs = replace.filter { !$0.key.isEmpty }
      .map { (Array($0.key.unicodeScalars), Array($0.value.unicodeScalars)) }
      .sorted { ($1.0.count, $0.0.map(\.value).description) < ($0.0.count, $1.0.map(\.value).description) }
  }

  /// The text with everything replaced. Complexity: O(n × pairs).
  package func applied(to text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var result = String.UnicodeScalarView()
    var index = 0
    while index < scalars.count {
      if let pair = pairs.first(where: { scalars[index...].starts(with: $0.old) }) {
        result.append(contentsOf: pair.new)
        index += pair.old.count
      } else {
        result.append(scalars[index])
        index += 1
      }
    }
    return String(result)
  }
}
