import Testing

@testable import Authoring

@Suite struct PostmortemFieldTests {
  @Test(arguments: [
    ("What You Asked Claude to Do", PostmortemField.input), ("What Claude Actually Did", .badOutput),
    ("Expected Behaviour", .expected), ("Task (English)", .input), ("Root Cause(s)", .rootCause),
    ("5 Whys", .rootCause),
    ("Apendix", .evidence), ("Steps to Reproduce", .nearInput), ("Actual Policy", .nearExpected), ("Estado", .status),
    ("Severidad", .severity), ("Incident Number", .incidentID), ("incident_id", .incidentID),
    ("Failure Mode", .pattern),
    ("Post-mortem status", .status), ("Response", .resolution), ("AI response", .badOutput), ("TL;DR", .summary),
  ])
  func everyNameOfATeamFindsItsField(_ name: String, _ field: PostmortemField) {
    #expect(PostmortemField(HeadingName(name)) == field)
  }

  @Test(arguments: ["Database Reality", "Impacted services list", "Priority Ranking", "", "Recovery Plan Status"])
  func otherNamesFindNone(_ name: String) {
    #expect(PostmortemField(HeadingName(name)) == nil)
  }

  @Test func noNameStandsForTwoFields() {
    var fields: [[String]: PostmortemField] = [:]
    for (field, names) in PostmortemField.table {
      for name in names {
        let words = HeadingName(name).words
        #expect(!words.isEmpty, "\(name)")
        if let other = fields[words] { #expect(other == field, "\(name) stands for \(other) and \(field)") }
        fields[words] = field
      }
    }
  }
}
