import EvalSchema
import FoundationEssentials
import TestSupport
import Testing

@testable import Harness

/// The quick reading of a trial's line agrees with the decoder on every line that it reads, and leaves the rest to it.
@Suite struct TrialScanTests {
  private var trial: TrialRecord {
    TrialRecord(
      evalCase: "INC-1-a", index: 17, seed: .max, outcome: .passed,
      grades: [
        Grade(grader: "contains \"yes\"", path: "expected.graders[0]", result: .pass, reason: "in turn 1 {\"x\": [}"),
        Grade(grader: "b", path: "expected.graders[1]", result: .pass, reason: "fine"),
      ],
      transcript: Transcript(messages: [.assistant(AssistantTurn(content: "yes \u{e9} \"]}{\" \\ \n 🙂"))]), calls: 2,
      usage: Usage(inputTokens: 90, outputTokens: 140, cachedInputTokens: 3, reasoningTokens: 4), costMicros: 1300,
      startedAt: 12.5, latency: 1.25e-05, model: "m-1", fingerprint: "fp", afterStop: true)
  }

  private func scan(_ text: String) -> (trial: TrialEssence, answer: UInt64)? {
    Array(text.utf8).withUnsafeBytes { bytes in
      TrialScan.essence(bytes).map { ($0.trial, JSONMember.digest($0.transcript)) }
    }
  }

  @Test func aLineOfOurWriterIsReadAsTheDecoderReadsIt() throws {
    let text = try CanonicalJSON.text(RecordLine.trial(trial))
    let (found, answer) = try #require(scan(text))
    guard case .trial(let known) = try CanonicalJSON.decode(LineEssence.self, from: Data(text.utf8)) else { return }
    #expect(found.evalCase == known.evalCase && found.variant == known.variant && found.index == known.index)
    #expect(found.seed == known.seed && found.outcome == known.outcome && found.isConsistent && known.isConsistent)
    #expect(found.calls == known.calls && found.usage == known.usage && found.costMicros == known.costMicros)
    #expect(found.startedAt == known.startedAt && found.latency == known.latency && found.model == known.model)
    #expect(found.afterStop == known.afterStop && found.retries.isEmpty && known.retries.isEmpty)
    let bytes = Array(text.utf8)
    let digest = bytes.withUnsafeBytes { JSONMember.value(of: "transcript", in: $0).map(JSONMember.digest) }
    #expect(answer == digest)
  }

  @Test(
    arguments: [
      { $0.outcome = .failed }, { $0.error = AdapterFailure(kind: .server, message: "") },
      { $0.attempts = [AttemptRecord(step: 0, kind: .server, message: "500")] }, { $0.grades[1].result = .fail },
      { $0.grades = [] }, { $0.evalCase = "é" }, { $0.model = "a\"b" }, { $0.costMicros = 2_000_000_000_000 },
    ] as [@Sendable (inout TrialRecord) -> Void])
  func whatIsNotACommonLineIsLeftToTheDecoder(_ change: @Sendable (inout TrialRecord) -> Void) throws {
    var other = trial
    change(&other)
    #expect(scan(try CanonicalJSON.text(RecordLine.trial(other))) == nil)
  }

  @Test(arguments: [
    ("\"index\":17", "\"index\":17.0"), ("\"index\":17", "\"index\":017"),
    ("\"index\":17", "\"index\":17,\"index\":18"),
    ("\"kind\":\"trial\"", "\"kind\":\"trials\""), ("\"version\":1", "\"version\":2"), ("\"seed\":", "\"sead\":"),
    ("\"outcome\":\"passed\",", ""), ("\"calls\":2", "\"calls\":-2"), ("{\"after", " {\"after"),
    ("\"result\":\"pass\"", "\"result\":\"pass\",\"result\":\"fail\""),
  ])
  func aLineThatWasChangedIsLeftToTheDecoder(_ known: String, _ other: String) throws {
    let text = try CanonicalJSON.text(RecordLine.trial(trial))
    #expect(text.contains(known) && scan(text) != nil && scan(text.replacing(known, with: other)) == nil)
  }

  @Test func theReasonOfAnEndIsReadAndAnUnknownOneLeftToTheDecoder() throws {
    var cut = trial
    cut.stop = .length
    let text = try CanonicalJSON.text(RecordLine.trial(cut))
    var essence = try #require(scan(text)).trial
    #expect(essence.stop == .length)
    var tally = CaseTally()
    tally.take(essence, answer: 1)
    #expect(tally.observed.stops == [17: .length])
    essence.cached = true
    tally.take(essence, answer: 1)
    #expect(tally.observed.stops.isEmpty)
    #expect(try !CanonicalJSON.text(RecordLine.trial(trial)).contains("\"stop\""))
    let odd = text.replacing("\"stop\":\"length\"", with: "\"stop\":\"tired\"")
    #expect(scan(odd) == nil)
    guard case .trial(let known) = try CanonicalJSON.decode(LineEssence.self, from: Data(odd.utf8)) else {
      Issue.record("not a trial")
      return
    }
    #expect(known.stop == nil && known.evalCase == cut.evalCase)
  }

  @Test func aTornLineIsNeverRead() throws {
    let text = try CanonicalJSON.text(RecordLine.trial(trial))
    for length in 0..<text.utf8.count {
      #expect(scan(String(decoding: text.utf8.prefix(length), as: UTF8.self)) == nil)
    }
  }
}
