import EvalSchema
import Testing

@testable import Authoring

@Suite struct SeverityGateTests {
  @Test(arguments: [
    ("SEV-1", SeverityScheme.sev1, SeverityGate.Reading.known(.s1)), ("SEV1", .sev1, .known(.s1)),
    ("Sev 2", .sev1, .known(.s2)), ("SEV-2 / SEV-1", .sev1, .ambiguous([.s1, .s2])),
    ("SEV-2, then SEV-2", .sev1, .known(.s2)),
    ("S3", .sev1, .known(.s3)), ("severity::2", .sev1, .known(.s2)), ("SEV-4", .sev1, .known(.s3)),
    ("SEV-0", .sev1, .known(.s1)),
    ("SEV-1", .sev0, .known(.s1)), ("SEV-2", .sev0, .known(.s2)), ("SEV-0", .sev0, .known(.s1)),
    ("P0 - all shops", .sev1, .known(.s1)), ("P1", .sev1, .ambiguous([.s1, .s2])),
    ("P1", .p1, .known(.s1)),
    ("P2", .p0, .known(.s2)), ("P3", .p1, .known(.s3)), ("SEV-2", .p1, .ambiguous([.s2, .s3])),
    ("1", .sev1, .ambiguous([.s1, .s2])), ("CRITICAL - two accounts", .sev1, .known(.s1)),
    ("🔴 Critical", .sev1, .known(.s1)),
    ("High (for one shop)", .sev1, .known(.s2)), ("Severity: medium", .sev1, .known(.s3)),
    ("low", .sev1, .known(.s3)),
    ("Major", .sev1, .ambiguous([.s1, .s2])), ("Major", .words, .known(.s2)), ("Minor", .sev1, .ambiguous([.s2, .s3])),
    ("🔴", .sev1, .unknown), ("", .sev1, .unknown), ("quite bad", .sev1, .unknown), ("CRÍTICA", .sev1, .known(.s1)),
    ("Highest", .jira, .known(.s1)), ("High", .jira, .known(.s2)), ("Lowest", .jira, .known(.s3)),
    ("Highest", .sev1, .ambiguous([.s1, .s2])), ("P1", .jira, .ambiguous([.s1, .s2])),
    ("SEV-42", .sev1, .unknown), ("99", .sev1, .ambiguous([.s2, .s3])),
  ])
  func spellingsAreReadByTheirScheme(_ text: String, _ scheme: SeverityScheme, _ reading: SeverityGate.Reading) {
    #expect(SeverityGate.read(text, scheme: scheme) == reading)
  }
}
