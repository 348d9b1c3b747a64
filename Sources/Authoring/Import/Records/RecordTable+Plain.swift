extension RecordTable {
  /// A record of the team's own: its keys are the names by which headings are known, too.
  ///
  /// It is known by an id or a title together with a status or a part of a case.
  static let plain = RecordTable(name: "plain", envelopes: ["incident", "postmortem"], marks: [], fields: [])
}
