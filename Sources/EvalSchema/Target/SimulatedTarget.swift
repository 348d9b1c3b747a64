/// A seeded stochastic model: it needs no key and no network, and behaves as its file says.
public struct SimulatedTarget: Sendable, Hashable, Codable {
  /// The model's own seed: another seed is another draw of the same model.
  public var seed: UInt64
  /// The path of the behaviors file, relative to the target's file.
  public var behaviors: String
  /// The behaviors, filled in by the loader.
  public var script: SimulatorScript?
  /// For `behavior/answer`, the share of trials that get it; the rest is divided by weight.
  public var shares: [String: Double]
  /// How long a turn takes.
  public var latency: SimulatedLatency
  /// Injected provider errors.
  public var faults: [SimulatedFault]

  /// Makes the value from its parts.
  public init(
    seed: UInt64 = 0, behaviors: String, script: SimulatorScript? = nil, shares: [String: Double] = [:],
    latency: SimulatedLatency = SimulatedLatency(), faults: [SimulatedFault] = []
  ) {
    self.seed = seed
    self.behaviors = behaviors
    self.script = script
    self.shares = shares
    self.latency = latency
    self.faults = faults
  }

  private enum CodingKeys: String, CodingKey {
    case seed
    case behaviors
    case script
    case shares
    case latency
    case faults
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    seed = try container.decodeIfPresent(UInt64.self, forKey: .seed) ?? 0
    behaviors = try container.decode(String.self, forKey: .behaviors)
    script = try container.decodeIfPresent(SimulatorScript.self, forKey: .script)
    shares = try container.decodeIfPresent([String: Double].self, forKey: .shares) ?? [:]
    latency = try container.decodeIfPresent(SimulatedLatency.self, forKey: .latency) ?? SimulatedLatency()
    faults = try container.decodeIfPresent([SimulatedFault].self, forKey: .faults) ?? []
  }
}

/// How long a simulated turn takes.
public struct SimulatedLatency: Sendable, Hashable, Codable {
  /// The mean, in seconds.
  public var mean: Double
  /// The standard deviation of its logarithm: 0 is constant.
  public var spread: Double

  /// Makes the value from its parts.
  public init(mean: Double = 0, spread: Double = 0) {
    self.mean = mean
    self.spread = spread
  }

  private enum CodingKeys: String, CodingKey {
    case mean
    case spread
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    mean = try container.decodeIfPresent(Double.self, forKey: .mean) ?? 0
    spread = try container.decodeIfPresent(Double.self, forKey: .spread) ?? 0
  }
}

/// An injected provider error.
public struct SimulatedFault: Sendable, Hashable, Codable {
  /// What kind.
  public var kind: FailureKind
  /// The share of requests that get it.
  public var share: Double
  /// Seconds that the simulated provider asks to wait.
  public var retryAfter: Double?

  /// Makes the value from its parts.
  public init(kind: FailureKind, share: Double, retryAfter: Double? = nil) {
    self.kind = kind
    self.share = share
    self.retryAfter = retryAfter
  }

  private enum CodingKeys: String, CodingKey {
    case kind
    case share
    case retryAfter = "retry_after"
  }
}

/// The behaviors file of the simulator.
public struct SimulatorScript: Sendable, Hashable, Codable {
  /// The version of the format.
  public var version: Int
  /// The behaviors; the first whose rule fits a request answers it.
  public var behaviors: [SimulatedBehavior]
  /// What surfaces do to the shares of answers; nil is nothing.
  public var effects: [SimulatedEffect]?

  /// Makes the value from its parts.
  public init(version: Int = 1, behaviors: [SimulatedBehavior], effects: [SimulatedEffect]? = nil) {
    self.version = version
    self.behaviors = behaviors
    self.effects = effects
  }

  private enum CodingKeys: String, CodingKey {
    case version
    case behaviors
    case effects
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    version = try container.decodeIfPresent(Int.self, forKey: .version) ?? 1
    behaviors = try container.decode([SimulatedBehavior].self, forKey: .behaviors)
    effects = try container.decodeIfPresent([SimulatedEffect].self, forKey: .effects)
  }
}

/// What the simulated model does on some inputs.
public struct SimulatedBehavior: Sendable, Hashable, Codable {
  /// The name, to which `shares` refers.
  public var name: String
  /// Texts that must all occur in the user's messages, in any case; none fits every input.
  public var when: [String]
  /// The answers, of which one is drawn for each trial.
  public var answers: [SimulatedAnswer]

  /// Makes the value from its parts.
  public init(name: String, when: [String] = [], answers: [SimulatedAnswer]) {
    self.name = name
    self.when = when
    self.answers = answers
  }

  private enum CodingKeys: String, CodingKey {
    case name
    case when
    case answers
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    name = try container.decode(String.self, forKey: .name)
    when = try container.decodeIfPresent([String].self, forKey: .when) ?? []
    answers = try container.decode([SimulatedAnswer].self, forKey: .answers)
  }
}

/// One way to answer: the turns of a trial in order.
public struct SimulatedAnswer: Sendable, Hashable, Codable {
  /// The name, to which `shares` refers.
  public var name: String
  /// Its weight among the answers without a stated share.
  public var weight: Double
  /// The turns; `[[a|b]]` in their texts is replaced by one of the alternatives, by seed.
  public var turns: [AssistantTurn]

  /// Makes the value from its parts.
  public init(name: String, weight: Double = 1, turns: [AssistantTurn]) {
    self.name = name
    self.weight = weight
    self.turns = turns
  }

  private enum CodingKeys: String, CodingKey {
    case name
    case weight
    case turns
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    name = try container.decode(String.self, forKey: .name)
    weight = try container.decodeIfPresent(Double.self, forKey: .weight) ?? 1
    turns = try container.decode([AssistantTurn].self, forKey: .turns)
  }
}
