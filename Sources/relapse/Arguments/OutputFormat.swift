/// How a command prints its result.
enum OutputFormat: String, CaseIterable, Sendable {
  case text, json
}
