import EvalSchema
import Testing

@testable import Graders

/// A case with graders, for tests.
func sampleCase(
  _ graders: [GraderSpec], documents: [ContextDocument] = []
) -> EvalCase {
  EvalCase(
    id: "INC-1", title: "t",
    incident: IncidentReference(id: "INC-1", severity: .s1, postmortem: "p.md", sha256: Digest(of: "")),
    pattern: "other", input: CaseInput(messages: [.user("hi")], documents: documents),
    expected: Expectation(behavior: "b", graders: graders))
}

/// The grade that the only grader of a case gives.
func judge(
  _ spec: GraderSpec, _ transcript: Transcript, documents: [ContextDocument] = [],
  sourceLocation: SourceLocation = #_sourceLocation
) async -> Grade {
  let grader = CaseGrader(sampleCase([spec], documents: documents))
  #expect(!grader.diagnostics.hasErrors, "\(grader.diagnostics)", sourceLocation: sourceLocation)
  let grades = await grader.grade(transcript)
  #expect(grades.count == 1 && grades[0].path == "expected.graders.0", sourceLocation: sourceLocation)
  #expect(!grades[0].reason.isEmpty, sourceLocation: sourceLocation)
  return grades[0]
}

/// The codes of what is wrong with a grader.
func codes(_ spec: GraderSpec, documents: [ContextDocument] = []) -> [String] {
  GraderFactory.findings(for: sampleCase([spec], documents: documents)).map(\.diagnostic.code)
}

/// A transcript of turns that only say something.
func said(_ texts: String...) -> Transcript {
  Transcript(messages: texts.map { .assistant(AssistantTurn(content: $0)) })
}

/// A turn of calls.
func calls(_ calls: ToolCall...) -> Message { .assistant(AssistantTurn(toolCalls: calls)) }

/// What evidence points at, cut out of the transcript by Unicode scalars.
func text(at evidence: Evidence?, in transcript: Transcript) -> String? {
  guard let evidence, let start = evidence.start, let end = evidence.end, start <= end,
    transcript.messages.indices.contains(evidence.message)
  else { return nil }
  let scalars = Array(transcript.messages[evidence.message].text.unicodeScalars)
  guard start >= 0, end <= scalars.count else { return nil }
  return String(String.UnicodeScalarView(scalars[start..<end]))
}

extension Transcript {
  /// Nothing said and nothing called, in the forms in which that comes.
  static let empties: [Transcript] = [
    Transcript(), said(""), said(" \r\n\t\u{A0}\u{2003}"), said("", ""),
    Transcript(messages: [.tool(ToolResult(name: "x", result: "orphan"))]),
    Transcript(messages: [.user("a user's words are not the system's")]),
  ]
}
