/// A part of a target that changes behavior and can be exchanged for another target's.
public enum TargetSurface: String, Sendable, Codable, Hashable, CaseIterable {
  /// The model and where it is served.
  case model
  /// The system prompt.
  case prompt
  /// What is found and given to the model, as the target states it.
  case retrieval
  /// The tools, as the target states them.
  case tools
  /// Sampling parameters.
  case parameters
  /// Everything else of the application: settings of the adapter, other stated surfaces.
  case app
}

/// Two targets whose surfaces are exchanged one by one: which differ, which can be exchanged alone, and the targets between them.
///
/// What a target only states about itself (`surfaces`) changes nothing when it is written into another file, so outside the
/// simulator it goes with the settings of the adapter, or cannot be exchanged at all.
package struct SurfaceSwaps: Sendable, Hashable {
  /// What the candidate is compared with.
  package let baseline: Target
  /// What is judged.
  package let candidate: Target
  /// The surfaces that differ and can be exchanged alone, in a fixed order.
  package let separable: [TargetSurface]
  /// What differs and cannot be exchanged alone, and why, in sentences.
  package let inseparable: [String]

  /// Compares two targets surface by surface.
  package init(baseline: Target, candidate: Target) {
    self.baseline = baseline
    self.candidate = candidate
    var separable = TargetSurface.allCases.filter { surface in
      var swapped = Self.applied([surface], to: baseline, from: candidate)
      // What changes no behavior is no surface.
      (swapped.price, swapped.limits) = (baseline.price, baseline.limits)
      (swapped.keyEnv, swapped.allowHTTP) = (baseline.keyEnv, baseline.allowHTTP)
      return swapped != baseline
    }
    var inseparable: [String] = []
    if baseline.adapter != candidate.adapter {
      inseparable.append(
        "The adapters differ (\(baseline.adapter.rawValue), \(candidate.adapter.rawValue)), so model, parameters and settings "
          + "are exchanged together, as the model.")
      separable.removeAll { $0 == .parameters || $0 == .app }
    }
    let stated = Set(baseline.surfaces.keys).union(candidate.surfaces.keys).sorted()
      .filter { baseline.surfaces[$0] != candidate.surfaces[$0] }
    if !stated.isEmpty, !Self.isSimulated(baseline, candidate) {
      let names = stated.map { "surfaces.\($0)" }.joined(separator: ", ")
      let carrier: TargetSurface = baseline.adapter == candidate.adapter ? .app : .model
      if separable.contains(carrier), Self.settings(baseline) != Self.settings(candidate) {
        inseparable.append(
          "\(names): stated in the target files only; what they stand for goes with the settings, as \(carrier.rawValue)."
        )
      } else {
        inseparable.append(
          "\(names): stated in the target files, and no setting in them changes with it, so it cannot be exchanged from here."
        )
        if carrier == .app { separable.removeAll { $0 == .app } }
      }
    }
    self.separable = separable
    self.inseparable = inseparable
  }

  /// The baseline with some surfaces of the candidate.
  package func hybrid(_ surfaces: some Sequence<TargetSurface>) -> Target {
    let chosen = TargetSurface.allCases.filter(Set(surfaces).contains)
    var target = Self.applied(chosen, to: baseline, from: candidate)
    target.name = ([baseline.name] + chosen.map(\.rawValue)).joined(separator: "+")
    target.description = nil
    return target
  }

  /// What a surface is in both targets, in words for people.
  package func words(_ surface: TargetSurface) -> (baseline: String, candidate: String) {
    let (before, now) = (Self.words(surface, baseline), Self.words(surface, candidate))
    guard before == now, separable.contains(surface) else { return (before, now) }
    // What is stated is the same; the settings of the adapter are what differs.
    return (
      "\(before), settings \(Self.settingsDigest(baseline))", "\(now), settings \(Self.settingsDigest(candidate))"
    )
  }

  // MARK: Surfaces

  private static func isSimulated(_ first: Target, _ second: Target) -> Bool {
    first.adapter == .simulated && second.adapter == .simulated
  }

  /// The settings of the adapter: what is left of a target's surfaces without those that have a name of their own.
  private static func settings(_ target: Target) -> Target {
    var rest = Target(name: "", adapter: target.adapter)
    (rest.extraBody, rest.extraHeaders, rest.http) = (target.extraBody, target.extraHeaders, target.http)
    (rest.command, rest.recording, rest.simulated) = (target.command, target.recording, target.simulated)
    return rest
  }

  private static func settingsDigest(_ target: Target) -> String {
    do { return try settings(target).fingerprint().short } catch { return "(no digest)" }
  }

  private static func applied(
    _ surfaces: [TargetSurface], to baseline: Target, from candidate: Target
  ) -> Target {
    var target = baseline
    let isSimulated = isSimulated(baseline, candidate)
    for surface in surfaces {
      switch surface {
      case .model:
        target.model = candidate.model
        (target.baseURL, target.allowHTTP, target.keyEnv) = (candidate.baseURL, candidate.allowHTTP, candidate.keyEnv)
        (target.azure, target.bedrock, target.price) = (candidate.azure, candidate.bedrock, candidate.price)
        guard baseline.adapter != candidate.adapter else { break }
        target.adapter = candidate.adapter
        target.parameters = candidate.parameters
        target.limits = candidate.limits
        take(settingsOf: candidate, into: &target)
        target.surfaces = candidate.surfaces
      case .prompt: (target.system, target.systemText) = (candidate.system, candidate.systemText)
      case .parameters: target.parameters = candidate.parameters
      case .retrieval, .tools:
        if isSimulated { target.surfaces[surface.rawValue] = candidate.surfaces[surface.rawValue] }
      case .app:
        take(settingsOf: candidate, into: &target)
        let own = isSimulated ? Set([TargetSurface.retrieval.rawValue, TargetSurface.tools.rawValue]) : []
        for name in Set(baseline.surfaces.keys).union(candidate.surfaces.keys) where !own.contains(name) {
          target.surfaces[name] = candidate.surfaces[name]
        }
      }
    }
    return target
  }

  private static func take(settingsOf candidate: Target, into target: inout Target) {
    (target.extraBody, target.extraHeaders, target.http) = (candidate.extraBody, candidate.extraHeaders, candidate.http)
    (target.command, target.recording) = (candidate.command, candidate.recording)
    target.simulated = candidate.simulated
  }

  private static func words(_ surface: TargetSurface, _ target: Target) -> String {
    switch surface {
    case .model: return target.model ?? "not stated"
    case .prompt: return target.system ?? (target.systemText == nil ? "none" : "stated")
    case .retrieval, .tools: return target.surfaces[surface.rawValue] ?? "not stated"
    case .parameters:
      let stated = target.parameters.sorted { $0.key < $1.key }.map { "\($0) \(text($1))" }
      return stated.isEmpty ? "none" : stated.joined(separator: ", ")
    case .app:
      let stated = target.surfaces.filter { $0.key != "retrieval" && $0.key != "tools" }.sorted { $0.key < $1.key }
      return stated.isEmpty ? "settings of the adapter" : stated.map { "\($0) \($1)" }.joined(separator: ", ")
    }
  }

  private static func text(_ value: JSONValue) -> String {
    do { return try CanonicalJSON.text(value) } catch { return "(no JSON form)" }
  }
}
