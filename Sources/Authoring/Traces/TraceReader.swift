package import EvalSchema
import FoundationEssentials

/// Reads the runs of a trace file: OpenTelemetry spans in OTLP JSON, exports of Langfuse and LangSmith, and logs of requests and
/// responses of OpenAI and Anthropic, as one document or one a line.
///
/// Pure: bytes in, values out. Hostile and huge files are bounded in bytes, lines, depth and numbers.
package enum TraceReader {
  /// Most bytes of a file.
  package static let mostBytes = 64 << 20
  /// Most bytes of a line, and of a document that is not one record a line.
  static let mostLineBytes = 16 << 20
  /// Most records of a file, most messages of a run, most tools of a request.
  static let (mostRecords, mostMessages, mostTools) = (200_000, 2_000, 128)

  /// The runs of a file in the order in which they begin.
  ///
  /// - Parameter wanted: The id of a run; lines without it are passed over unread, where lines stand alone.
  package static func read(
    _ bytes: [UInt8], file: String, wanted: String? = nil
  ) -> (runs: [TraceRun], diagnostics: [Diagnostic]) {
    guard bytes.count <= mostBytes else {
      return (
        [],
        [
          problem(
            "trace-too-large", "the trace has \(bytes.count) bytes; at most \(mostBytes) are read", file,
            "cut it to the run in question")
        ]
      )
    }
    var values: [JSONValue] = []
    let lines = bytes.split(separator: 0x0A)
    let isDocument = lines.count <= 1 || !isLines(lines[0])
    if isDocument {
      guard bytes.count <= mostLineBytes, let value = value(bytes) else {
        return (
          [],
          [
            problem(
              "trace-unreadable", "the trace is no JSON that is read", file,
              "export it as JSON, or as one JSON object a line")
          ]
        )
      }
      values = [value]
    } else {
      let needle = wanted.map { Array($0.utf8) } ?? []
      var number = 0
      for line in lines where line.contains(where: { $0 > 0x20 }) {
        number += 1
        guard line.count <= mostLineBytes, number <= mostRecords else {
          return (
            [],
            [
              problem(
                "trace-too-large", "the trace has a line or a number of lines that is not read", file,
                "cut it to the run in question")
            ]
          )
        }
        if !needle.isEmpty, !holds(line, needle) { continue }
        guard let value = value(Array(line)) else {
          return (
            [], [problem("trace-unreadable", "record \(number) is no JSON", file, "export one JSON object a line")]
          )
        }
        values.append(value)
      }
    }
    let records = values.flatMap { unwrapped($0) }
    guard records.count <= mostRecords else {
      return (
        [], [problem("trace-too-large", "the trace holds too many records", file, "cut it to the run in question")]
      )
    }
    var runs =
      OpenTelemetryTrace.runs(in: records) + LangfuseTrace.runs(in: records) + LangSmithTrace.runs(in: records)
      + ProviderLog.runs(in: records)
    for index in runs.indices {
      runs[index].messages = Array(runs[index].messages.suffix(mostMessages))
      runs[index].documents = Array(runs[index].documents.prefix(mostTools))
    }
    runs.removeAll { $0.input.isEmpty }
    if runs.isEmpty, wanted == nil || isDocument {
      return (
        [],
        [
          problem(
            "trace-without-runs", "the trace holds no run with messages", file,
            "record the content of messages, and export them with it")
        ]
      )
    }
    return (runs, [])
  }

  /// A JSON value; nil for anything else, and for what is nested deeper than the decoder goes.
  static func value(_ bytes: [UInt8]) -> JSONValue? {
    guard isShallow(bytes) else { return nil }
    return try? CanonicalJSON.decode(JSONValue.self, from: Data(bytes))  // The caller says that it is no JSON.
  }

  /// Whether brackets nest at most 128 deep; decoding is recursive.
  private static func isShallow(_ bytes: [UInt8]) -> Bool {
    var (depth, isInString, isEscaped) = (0, false, false)
    for byte in bytes {
      if isInString {
        if isEscaped {
          isEscaped = false
        } else if byte == 0x5C {
          isEscaped = true
        } else if byte == 0x22 {
          isInString = false
        }
        continue
      }
      switch byte {
      case 0x22: isInString = true
      case 0x7B, 0x5B:
        depth += 1
        if depth > 128 { return false }
      case 0x7D, 0x5D: depth -= 1
      default: continue
      }
    }
    return true
  }

  private static func isLines(_ first: ArraySlice<UInt8>) -> Bool {
    let bare = first.filter { $0 > 0x20 }
    return bare.first == 0x7B && bare.last == 0x7D && value(Array(first)) != nil
  }

  /// Whether some bytes stand in others. Complexity: O(n · m), with m the length of an id.
  private static func holds(_ bytes: ArraySlice<UInt8>, _ needle: [UInt8]) -> Bool {
    guard let first = needle.first, bytes.count >= needle.count else { return false }
    var start = bytes.startIndex
    while let index = bytes[start...].firstIndex(of: first), index + needle.count <= bytes.endIndex {
      if bytes[index..<(index + needle.count)].elementsEqual(needle) { return true }
      start = index + 1
    }
    return false
  }

  static func unwrapped(_ value: JSONValue) -> [JSONValue] {
    if case .array(let items) = value { return items }
    for key in ["data", "runs", "traces"] {
      if case .array(let items)? = value[key], value["observations"] == nil, value["run_type"] == nil { return items }
    }
    return [value]
  }

  private static func problem(_ code: String, _ message: String, _ file: String, _ hint: String) -> Diagnostic {
    Diagnostic(.error, code, message, at: Place(file: file), hint: hint)
  }
}
