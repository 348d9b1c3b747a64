/// Finds the name that was probably meant.
package enum NearestName {
  /// The candidate with the fewest edits, when they are few for its length; the first of equals.
  ///
  /// Letter case and the way words are joined (`failureLimit`, `failure-limit`, `failure_limit`) count as no edit.
  package static func of(_ name: String, in candidates: [String]) -> String? {
    let wanted = folded(name)
    guard !wanted.isEmpty, wanted.count <= 64 else { return nil }
    var best: (name: String, distance: Int)?
    for candidate in candidates {
      let folded = folded(candidate)
      let distance = edits(wanted, folded)
      let isNear = distance <= max(wanted.count, folded.count) / 3 || (distance == 1 && wanted.count > 2)
      guard isNear, distance < (best?.distance ?? .max) else { continue }
      best = (candidate, distance)
    }
    return best?.name
  }

  /// The optimal string alignment distance: insertions, deletions, replacements and swaps of neighbours.
  static func edits(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for (i, a) in left.enumerated() {
      var row = [i + 1]
      row.reserveCapacity(right.count + 1)
      for (j, b) in right.enumerated() {
        var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (a == b ? 0 : 1))
        if i > 0, j > 0, a == right[j - 1], left[i - 1] == b { cost = min(cost, beforeLast[j - 1] + 1) }
        row.append(cost)
      }
      beforeLast = last
      last = row
    }
    return last[right.count]
  }

  private static func folded(_ name: String) -> [UInt8] {
    name.utf8.compactMap { byte in
      if byte == 0x5F || byte == 0x2D || byte == 0x20 { return nil }
      return (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
    }
  }
}
