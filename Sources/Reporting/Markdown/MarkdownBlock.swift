/// A part of a Markdown report with shorter forms of itself; a block is never cut.
struct MarkdownBlock {
  /// What it is, for the line that says what was shortened.
  var name: String
  /// Which block grows first: lower is more important.
  var priority: Int
  /// The forms from shortest to longest; each is complete Markdown that ends with a line break, or empty.
  var forms: [String]

  /// Lays blocks down in a number of bytes: first all shortest forms, then longer ones in the order of their priority while
  /// bytes remain.
  ///
  /// - Returns: the text in the order of the blocks, and the names of those that are not in their longest form.
  static func fit(_ blocks: [MarkdownBlock], bytes: Int) -> (text: String, shortened: [String]) {
    var chosen = blocks.map { _ in 0 }
    var used = blocks.reduce(0) { $0 + ($1.forms.first?.utf8.count ?? 0) + 1 }
    let order = blocks.indices.sorted { (blocks[$0].priority, $0) < (blocks[$1].priority, $1) }
    for index in order {
      let forms = blocks[index].forms
      for form in forms.indices.reversed() where form > chosen[index] {
        let more = forms[form].utf8.count - forms[chosen[index]].utf8.count
        if used + more <= bytes {
          used += more
          chosen[index] = form
          break
        }
      }
    }
    let texts = blocks.indices.compactMap { index in
      blocks[index].forms.indices.contains(chosen[index]) ? blocks[index].forms[chosen[index]] : nil
    }
    let shortened = blocks.indices.filter { chosen[$0] < blocks[$0].forms.count - 1 }.map { blocks[$0].name }
    return (texts.filter { !$0.isEmpty }.joined(separator: "\n"), shortened)
  }
}
