import EvalSchema

extension CaseVerdict {
  /// The variant with the largest observed rate, the first of several; nil without variants, or when nothing failed.
  var worstVariant: VariantVerdict? {
    variants.filter { $0.failures > 0 }.reduce(nil) { worst, next in
      guard let worst else { return next }
      return next.failures * worst.trials > worst.failures * next.trials ? next : worst
    }
  }

  /// Every variant with its counts, the failing ones first: `typos 4/20 = 20%, base 0/20 = 0%`; at most `most` of them.
  func variantCounts(most: Int) -> String {
    let ordered = variants.filter { $0.failures > 0 } + variants.filter { $0.failures == 0 }
    let shown = ordered.prefix(most).map { "\($0.name) \($0.observed)" }
    return (shown + (ordered.count > most ? ["and \(ordered.count - most) more"] : [])).joined(separator: ", ")
  }
}

extension VariantVerdict {
  /// What was observed, with its count.
  var observed: String { ReportOutline.observed(failures, of: trials) }

  /// Both bounds, rounded outward but never onto the limit of the case.
  func boundsText(limit: Double) -> String? { ReportOutline.bounds(lower, upper, limit: limit) }
}

extension CaseVariant {
  /// What it changes, in a few words: `sets order_id, amount`.
  var changeWords: String {
    var parts: [String] = []
    if let messages { parts.append("\(Amount.plural(messages.count, "message")) of its own") }
    if let documents { parts.append("\(Amount.plural(documents.count, "document")) of its own") }
    if !set.isEmpty { parts.append("sets \(set.keys.sorted().joined(separator: ", "))") }
    if !replace.isEmpty { parts.append("replaces \(Amount.plural(replace.count, "text"))") }
    if let prepend { parts.append("\(Amount.plural(prepend.messages.count, "message")) before") }
    if let append { parts.append("\(Amount.plural(append.messages.count, "message")) after") }
    return parts.joined(separator: ", ")
  }
}
