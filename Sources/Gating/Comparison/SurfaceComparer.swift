import EvalSchema

/// Which surfaces of the two targets differ, and which are not recorded.
struct SurfaceComparer {
  let baseline: ComparisonArm
  let candidate: ComparisonArm

  /// Every surface of either target, those that differ first, then by name.
  func changes() -> [SurfaceChange] {
    let (first, second) = (Self.surfaces(baseline), Self.surfaces(candidate))
    return Set(first.keys).union(second.keys).sorted().map { name in
      SurfaceChange(
        name: name, baseline: first[name], candidate: second[name], differs: first[name] != second[name])
    }.sorted { ($1.differs ? 1 : 0, $0.name) < ($0.differs ? 1 : 0, $1.name) }
  }

  /// What cannot be told to be the same or not: a model that neither target states, a surface that only one states.
  ///
  /// An arm without a valid trial had no answer that could name its model: that is an error of the arm, and told as one.
  var unrecorded: [String] {
    var names: [String] = []
    for arm in [baseline, candidate]
    where arm.log.header.target.model == nil && arm.modelsReturned.isEmpty && arm.total.valid > 0 {
      names.append("model of \(arm.log.header.target.name)")
    }
    return names + Self.unstated(baseline.log.header.target, candidate.log.header.target)
  }

  /// The surfaces that only one of two targets states, by name.
  static func unstated(_ first: Target, _ second: Target) -> [String] {
    Set(first.surfaces.keys).symmetricDifference(second.surfaces.keys).sorted().map { "surfaces.\($0)" }
  }

  private static func surfaces(_ arm: ComparisonArm) -> [String: String] {
    let target = arm.log.header.target
    var surfaces: [String: String] = ["adapter": target.adapter.rawValue]
    surfaces["model requested"] = target.model
    let returned = arm.modelsReturned
    if !returned.isEmpty { surfaces["model returned"] = returned.joined(separator: ", ") }
    surfaces["system prompt"] = target.systemText.map { Digest(of: $0).short }
    for (name, value) in target.parameters { surfaces["parameters.\(name)"] = text(value) }
    for (name, value) in target.surfaces { surfaces["surfaces.\(name)"] = value }
    surfaces["adapter settings"] = settings(of: target)
    return surfaces
  }

  private static func text(_ value: JSONValue) -> String {
    do { return try CanonicalJSON.text(value) } catch { return "(no JSON form)" }
  }

  /// A digest of what the fingerprint holds beside the surfaces that are listed by name.
  private static func settings(of target: Target) -> String? {
    var rest = target
    (rest.model, rest.system, rest.systemText) = (nil, nil, nil)
    (rest.parameters, rest.surfaces) = ([:], [:])
    do { return try rest.fingerprint().short } catch { return nil }
  }
}
