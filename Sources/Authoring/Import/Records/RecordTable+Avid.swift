extension RecordTable {
  /// AVID: reports and vulnerabilities of the AI Vulnerability Database.
  ///
  /// It has no status, no severity and no exact input or output; the codes of its taxonomies are the pattern.
  static let avid = RecordTable(
    name: "AVID", marks: [["data_type=AVID"], ["metadata/report_id"], ["metadata/vuln_id"]],
    fields: [
      Field(.incidentID, ["metadata/report_id", "metadata/vuln_id"]),
      Field(.title, ["problemtype/description/value", "name"]),
      Field(.date, ["reported_date", "published_date"]),
      Field(.pattern, ["impact/avid/sep_view/*", "impact/owasp/*", "impact/atlas/*/technique"], takesAll: true),
      Field(.model, ["affects/artifacts[type=Model]/name", "affects/artifacts[type=System]/name"]),
      Field(.summary, ["description/value"]),
    ],
    prose: ["description/value"])
}
