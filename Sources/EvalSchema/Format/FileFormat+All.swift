extension FileFormat {
  /// Every format that people or other tools read and write, in the order of the reference.
  package static let all: [FileFormat] = [
    CaseFormat.format, MessagesFormat.format, EvalsetFormat.format, TargetFormat.format, SimulatorFormat.format,
    WaiversFormat.format, LedgerFormat.format, VerdictFormat.format, ComparisonFormat.format,
  ]
}
