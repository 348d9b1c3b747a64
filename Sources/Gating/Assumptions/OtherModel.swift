import EvalSchema

/// A server that answers as another model than the target asks for: what was tested may not be what is meant to ship.
///
/// Servers name more than was asked ("gpt-4.1" is answered by "gpt-4.1-2025-04-14") and less ("models/gemini-2.5-flash" by
/// "gemini-2.5-flash"), so one name inside the other is the same model.
enum OtherModel {
  /// One warning with the names, when none of those that answered is the one that was asked.
  static func warnings(_ log: RunLog, _ replay: GateBattery) -> [Diagnostic] {
    let target = log.header.target
    let returned = log.modelsReturned(replay)
    // A deployment of Azure has a name of its own; the model is what stands behind it.
    guard target.azure == nil, let asked = target.model, !returned.isEmpty,
      !returned.contains(where: { isSame(asked, $0) })
    else { return [] }
    let names = returned.prefix(3).map { "`\($0)`" }.joined(separator: ", ")
    return [
      .warning(
        "other-model", "the target asks for `\(asked)`, and \(names) answered",
        hint: "write the model that is meant to answer into targets/\(target.name).yaml, or mend what stands between")
    ]
  }

  static func isSame(_ asked: String, _ returned: String) -> Bool {
    let (asked, returned) = (plain(asked), plain(returned))
    return !asked.isEmpty && !returned.isEmpty && (asked.contains(returned) || returned.contains(asked))
  }

  /// The name without the folders before it, in lower case.
  private static func plain(_ name: String) -> String {
    (name.split(separator: "/").last.map(String.init) ?? "").lowercased()
  }
}
