/// One answer of a system in production as a log recorded it: what was said and done, without what was asked.
public struct ObservedOutput: Sendable, Hashable {
  /// The id of its trace; the place of its line where the log has none.
  public var id: String
  /// The line in which it ended.
  public var line: Int
  /// What was said and done.
  public var transcript: Transcript
  /// What kept it from an answer; nil when it came to its end.
  public var error: String?
  /// The model as returned.
  public var model: String?
  /// When it began, in seconds since 1970.
  public var time: Double?
  /// How long it took, in seconds.
  public var latency: Double?
  /// What it cost, in millionths of the currency unit.
  public var costMicros: Int?
  /// Tokens that were written.
  public var outputTokens: Int?
  /// Whether it was cut at the most tokens; nil when the log does not say why it ended.
  public var isTruncated: Bool?

  /// Makes the value from its parts.
  public init(
    id: String, line: Int, transcript: Transcript, error: String? = nil, model: String? = nil, time: Double? = nil,
    latency: Double? = nil, costMicros: Int? = nil, outputTokens: Int? = nil, isTruncated: Bool? = nil
  ) {
    self.id = id
    self.line = line
    self.transcript = transcript
    self.error = error
    self.model = model
    self.time = time
    self.latency = latency
    self.costMicros = costMicros
    self.outputTokens = outputTokens
    self.isTruncated = isTruncated
  }
}

/// What a log holds, in counts: nothing is passed over in silence.
public struct TrafficReading: Sendable, Hashable, Codable {
  /// Lines with anything in them; for a document the records.
  public var lines = 0
  /// Answers, those that errored included, before any is left out.
  public var outputs = 0
  /// Lines that are no record of the form, and a last line that is torn.
  public var unread = 0
  /// Runs that hold no messages: their content was not recorded.
  public var withoutContent = 0
  /// Answers that stand in the log again: the first counts.
  public var duplicates = 0
  /// Answers outside of the span of time that was asked for.
  public var outOfRange = 0
  /// Answers without a time, left out because a span was asked for.
  public var undated = 0

  /// Nothing was read yet.
  public init() {}

  private enum CodingKeys: String, CodingKey {
    case lines
    case outputs
    case unread
    case withoutContent
    case duplicates
    case outOfRange
    case undated
  }
}
