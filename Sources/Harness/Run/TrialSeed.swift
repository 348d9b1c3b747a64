import EvalSchema

/// The seed of one trial: the first eight bytes of SHA-256 over what names it.
///
/// The same run seed, case, variant and index give the same seed on every machine and at every concurrency. Fields end with a
/// zero byte, which no id holds, so that no two trials share their bytes.
package enum TrialSeed {
  /// The seed of a trial.
  package static func of(run seed: UInt64, evalCase: String, variant: String = "base", index: Int) -> UInt64 {
    word(["trial", String(seed), evalCase, variant, String(index)])
  }

  /// A number in 0..<1 for the jitter of a retry: the dice of a run are its seeds.
  static func unit(trial seed: UInt64, step: Int, attempt: Int) -> Double {
    Double(word(["retry", String(seed), String(step), String(attempt)]) >> 11) * 0x1p-53
  }

  private static func word(_ fields: [String]) -> UInt64 {
    var bytes: [UInt8] = []
    for field in fields {
      bytes.append(contentsOf: field.utf8)
      bytes.append(0)
    }
    return SHA256.hash(bytes).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }
}
