/// Something wrong with a target that its shape cannot tell, and the keys that lead to it.
///
/// One list for two readers: the loader knows the place in the file, the adapter's factory only the target.
package struct TargetFinding: Sendable, Hashable {
  /// The stable code.
  package var code: String
  /// The keys from the top of the file to what is wrong.
  package var path: [String]
  /// What is wrong, in one sentence.
  package var message: String
  /// What to do about it.
  package var hint: String?
}
