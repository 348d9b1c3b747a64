import EvalSchema

/// The parameters of a request as one API knows them, with the trial's seed in place of `per-trial`.
struct SamplingParameters: Sendable {
  private var values: [TargetParameter: JSONValue] = [:]

  /// Reads a request's parameters; throws for one that the API lacks: none is dropped.
  init(_ request: Request, for adapter: AdapterKind) throws(AdapterFailure) {
    for (name, value) in request.parameters {
      guard let parameter = TargetParameter(rawValue: name), adapter.parameters?.contains(parameter) == true else {
        throw AdapterFailure(kind: .badRequest, message: "the API of \(adapter.rawValue) has no parameter `\(name)`")
      }
      values[parameter] = value
    }
    if values[.seed] == "per-trial" { values[.seed] = .integer(Self.seed(of: request)) }
    if case .string(let text)? = values[.stop] { values[.stop] = [.string(text)] }
  }

  /// The trial's seed as every API takes it: its low 31 bits.
  static func seed(of request: Request) -> Int { Int(request.seed & 0x7FFF_FFFF) }

  /// The value of a parameter; a stop is always a list.
  subscript(parameter: TargetParameter) -> JSONValue? { values[parameter] }

  /// The tool choice: a word, or the name of a tool.
  var toolChoice: ToolChoice? {
    guard let value = values[.toolChoice] else { return nil }
    if let name = value["name"]?.string { return .tool(name) }
    return value.string.flatMap(ToolChoice.init(word:))
  }

  /// The JSON Schema that the answer is to follow, with its name and whether it is strict.
  var schema: (name: String, schema: JSONValue, strict: JSONValue?)? {
    guard let format = values[.responseFormat]?["json_schema"], let schema = format["schema"] else { return nil }
    return (format["name"]?.string ?? "answer", schema, format["strict"])
  }

  /// Whether the answer is to be some JSON.
  var wantsJSON: Bool { values[.responseFormat]?["type"]?.string == "json_object" }

  /// Which tools may be called.
  enum ToolChoice: Sendable, Hashable {
    case auto, required, none
    case tool(String)

    init?(word: String) {
      switch word {
      case "auto": self = .auto
      case "required": self = .required
      case "none": self = .none
      default: return nil
      }
    }
  }
}
