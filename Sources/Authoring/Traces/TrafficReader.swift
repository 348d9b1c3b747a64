package import EvalSchema

/// Turns the lines of a log of production traffic into answers, with memory for the runs that are open only.
///
/// The spans of a trace may stand in several lines: a trace is taken as ended when so many others, or so many bytes, have
/// come since. A line that is no record is told with its place and counted, never passed over.
package struct TrafficReader {
  /// The notation of a log.
  package enum Source: String, CaseIterable, Sendable {
    /// OTLP JSON, one export request a line, as the file exporter of the collector writes it.
    case otel
    /// Requests and responses of OpenAI or Anthropic, one a line.
    case jsonl
    /// Traces of Langfuse with their observations, one a line or as one document.
    case langfuse
  }

  /// A run whose lines may not all have come.
  private struct OpenRun {
    var spans: [OpenTelemetryTrace.Span] = []
    var run: TraceRun?
    var line: Int
    var bytes: Int
  }

  /// The longest line, and the largest document.
  package static let mostLineBytes = TraceReader.mostLineBytes
  /// How many findings are kept in words.
  private static let mostFindings = 5

  private let source: Source
  private let file: String
  private let mostOpen: Int
  private let mostBytes: Int
  private var open: [String: OpenRun] = [:]
  private var order: [String] = []
  private var head = 0
  private var openBytes = 0
  /// What was counted.
  package private(set) var reading = TrafficReading()
  /// The first lines that were not read, with their places.
  package private(set) var findings: [Diagnostic] = []

  /// Begins with nothing read.
  ///
  /// - Parameters:
  ///   - mostOpen: Runs that are held open at a time.
  ///   - mostBytes: Bytes of their lines.
  package init(_ source: Source, file: String, mostOpen: Int = 2_000, mostBytes: Int = 64 << 20) {
    (self.source, self.file, self.mostOpen, self.mostBytes) = (source, file, mostOpen, mostBytes)
  }

  /// Takes a line.
  ///
  /// - Parameter isWhole: Whether a line break ends it; a torn last line that is no JSON is told as such.
  /// - Returns: The answers that have ended.
  package mutating func take(_ bytes: [UInt8], line: Int, isWhole: Bool = true) -> [ObservedOutput] {
    guard bytes.contains(where: { $0 > 0x20 }) else { return [] }
    reading.lines += 1
    guard bytes.count <= Self.mostLineBytes else {
      tell("line-too-long", "the line has \(bytes.count) bytes; at most \(Self.mostLineBytes) are read", line)
      return []
    }
    guard let value = TraceReader.value(bytes) else {
      tell(
        isWhole ? "line-foreign" : "line-torn",
        isWhole ? "the line is no JSON" : "the last line is torn: its writing was cut short", line)
      return []
    }
    guard takeRecord(value, line: line, bytes: bytes.count) else {
      tell("line-foreign", "the line is no record of \(source.rawValue)", line)
      return []
    }
    return closed()
  }

  /// Takes a whole file that is one JSON document: a list of records, or records under `data`, `runs` or `traces`.
  ///
  /// - Returns: The answers that have ended; nil when it is none.
  package mutating func take(document bytes: [UInt8]) -> [ObservedOutput]? {
    guard bytes.count <= Self.mostLineBytes, let value = TraceReader.value(bytes) else { return nil }
    var ended: [ObservedOutput] = []
    let records = TraceReader.unwrapped(value)
    for record in records {
      reading.lines += 1
      if !takeRecord(record, line: 1, bytes: bytes.count / max(1, records.count)) {
        tell("line-foreign", "record \(reading.lines) is none of \(source.rawValue)", 1)
      }
      ended += closed()
    }
    return ended
  }

  /// Whether a first line is the beginning of a document rather than a record of its own.
  package static func isDocument(firstLine bytes: [UInt8]) -> Bool {
    let bare = bytes.filter { $0 > 0x20 }
    return bare.first == 0x5B || (bare.first == 0x7B && TraceReader.value(bytes) == nil)
  }

  /// Ends what is open.
  package mutating func finish() -> [ObservedOutput] {
    var ended: [ObservedOutput] = []
    while let output = closeOldest() { ended += output }
    return ended
  }

  private mutating func takeRecord(_ value: JSONValue, line: Int, bytes: Int) -> Bool {
    switch source {
    case .otel:
      guard value["resourceSpans"] != nil || value["resource_spans"] != nil else { return false }
      let spans = OpenTelemetryTrace.spans(of: value)
      for span in spans {
        hold(span.trace, line: line, bytes: bytes / max(1, spans.count)) { $0.spans.append(span) }
      }
    case .jsonl:
      guard let run = ProviderLog.observed(value) else { return false }
      let id = ProviderLog.runID(of: value) ?? run.ids.first ?? "\(file):\(line)"
      hold(id, line: line, bytes: bytes) { open in
        // Requests of one run: the longest conversation is the run, and the last word says whether it failed.
        guard let earlier = open.run else {
          open.run = run
          return
        }
        var longer = run.messages.count >= earlier.messages.count ? run : earlier
        longer.error = run.error
        longer.outputTokens = earlier.outputTokens.map { $0 + (run.outputTokens ?? 0) } ?? run.outputTokens
        longer.costMicros = earlier.costMicros.map { $0 + (run.costMicros ?? 0) } ?? run.costMicros
        longer.timestamps = earlier.timestamps.isEmpty ? run.timestamps : earlier.timestamps
        open.run = longer
      }
    case .langfuse:
      guard case .array? = value["observations"] else { return false }
      let run = LangfuseTrace.run(of: value)
      let id = run.ids.first ?? "\(file):\(line)"
      if open[id] != nil {
        reading.duplicates += 1
      } else {
        hold(id, line: line, bytes: bytes) { $0.run = run }
      }
    }
    return true
  }

  private mutating func hold(_ id: String, line: Int, bytes: Int, _ change: (inout OpenRun) -> Void) {
    if open[id] == nil { order.append(id) }
    var held = open[id] ?? OpenRun(line: line, bytes: 0)
    change(&held)
    held.line = line
    held.bytes += bytes
    openBytes += bytes
    open[id] = held
  }

  private mutating func closed() -> [ObservedOutput] {
    var ended: [ObservedOutput] = []
    while open.count > mostOpen || openBytes > mostBytes {
      guard let output = closeOldest() else { break }
      ended += output
    }
    return ended
  }

  /// Ends the run that has been open longest: its answer, or nothing when it has none; nil when none is open.
  private mutating func closeOldest() -> [ObservedOutput]? {
    guard head < order.count else { return nil }
    let id = order[head]
    head += 1
    if head > 4_096, head * 2 > order.count {
      order.removeFirst(head)
      head = 0
    }
    guard let held = open.removeValue(forKey: id) else { return [] }
    openBytes -= held.bytes
    var found = held.run
    if found == nil, !held.spans.isEmpty {
      // A trace in which no model was asked is other traffic of the same service.
      guard held.spans.contains(where: \.isGenerative) || held.spans.contains(where: { $0.error != nil }) else {
        return []
      }
      found = OpenTelemetryTrace.run(of: held.spans.sorted { ($0.start, $0.end) < ($1.start, $1.end) })
    }
    guard let run = found else { return [] }
    let output = run.output
    guard run.error != nil || !run.messages.isEmpty else {
      reading.withoutContent += 1
      return []
    }
    reading.outputs += 1
    return [
      ObservedOutput(
        id: id, line: held.line, transcript: Transcript(messages: output), error: run.error, model: run.model,
        time: run.timestamps.first.flatMap { TraceConversation.seconds($0) }, latency: run.latency,
        costMicros: run.costMicros, outputTokens: run.outputTokens, isTruncated: run.isTruncated)
    ]
  }

  private mutating func tell(_ code: String, _ message: String, _ line: Int) {
    reading.unread += 1
    guard findings.count < Self.mostFindings else { return }
    findings.append(
      .warning(
        code, message, at: Place(file: file, line: line),
        hint: "export one record of \(source.rawValue) a line; what was not read counts against its arm"))
  }
}
