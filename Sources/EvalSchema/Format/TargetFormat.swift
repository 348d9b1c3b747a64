/// The format of target files.
package enum TargetFormat {
  /// One target a file, `targets/<name>.yaml`.
  package static let format = FileFormat(
    name: "target", noun: "a target", location: "targets/<name>.yaml",
    summary: "The system under test: an adapter and every surface that changes behavior.",
    root: .object("a target", keys), example: example)

  private static let keys: [Shape.Key] = [
    .required("name", .text(.identifier), "The name, which is the file's name without `.yaml`."),
    .optional("description", .text, "What it is, for people."),
    .required("adapter", .choice(of: AdapterKind.self), "How it is reached; see adapters.md."),
    .optional("model", .text(.line), "The model as requested; a mutable alias blocks a gate unless allowed."),
    .optional("system", .text(.nearPath), "The path of the system prompt."),
    .optional("parameters", .map(of: .any), "Sampling parameters; one that the adapter's API lacks is an error."),
    .optional("surfaces", .map(of: .text(.line)), "What cannot be seen from here: versions of retrieval, app, …"),
    .optional("limits", limits, "How it may be used."),
    .optional("price", price, "What tokens cost."),
    .optional("simulated", simulated, "For `adapter: simulated`."),
    .optional("command", command, "For `adapter: command`."),
    .optional("recording", recording, "For `adapter: recording`."),
    .optional("base_url", .text(.url), "The address of the API; default the provider's own."),
    .optional("allow_http", .boolean, "Whether an address without TLS may leave this machine; default `false`."),
    .optional("key_env", .text(.variable), "The NAME of the variable that holds the key."),
    .optional("extra_body", .map(of: .any), "Members added to the body of each request."),
    .optional("extra_headers", .map(of: .text(.line)), "Headers added to each request; never credentials."),
    .optional("azure", azure, "For `adapter: openai-chat` on Azure."),
    .optional("bedrock", bedrock, "For `adapter: bedrock`."),
    .optional("http", http, "For `adapter: http`."),
  ]

  private static let limits = Shape.object(
    "the limits",
    [
      .optional("concurrency", .integer(1...10_000), "Most trials in flight; default 32."),
      .optional("timeout", .duration(0.001...86_400), "For one request; default 60s."),
      .optional("retries", .integer(0...100), "Most further tries of one request; default 4."),
      .optional("response_bytes", .bytes(1...(1 << 30)), "Largest response; default 4MiB."),
      .optional("requests_per_minute", .integer(1...Int.max), "Most requests in a minute."),
      .optional("tokens_per_minute", .integer(1...Int.max), "Most tokens in a minute, read and written."),
    ])

  private static let amount = Shape.number(0...1_000_000)

  private static let price = Shape.object(
    "the price",
    [
      .optional("input", amount, "Tokens read; default 0."),
      .optional("output", amount, "Tokens written; default 0."),
      .optional("cached_input", amount, "Tokens read from the cache; default as `input`."),
      .optional("currency", .text(.currency), "ISO 4217; default `USD`."),
      .optional("per", .integer(1...Int.max), "How many tokens a price is for; default 1000000."),
    ])

  private static let simulated = Shape.object(
    "`simulated`",
    [
      .required("behaviors", .text(.nearPath), "The path of the behaviors."),
      .optional("seed", .integer(0...Int.max), "Another seed is another draw of the same model; default 0."),
      .optional(
        "shares", .map(of: .rate(name: "share", 0...1)),
        "For `behavior/answer`, the share of trials that get it; the rest is divided by weight."),
      .optional(
        "latency",
        .object(
          "the latency",
          [
            .optional("mean", .duration(0...3600), "The mean; default 0s."),
            .optional("spread", .number(0...10), "The standard deviation of its logarithm; 0 is constant."),
          ]), "How long a turn takes."),
      .optional(
        "faults",
        .list(
          of: .object(
            "a fault",
            [
              .required("kind", faultKind, "What kind of error."),
              .required("share", .rate(name: "share", 0...1), "The share of requests that get it."),
              .optional("retry_after", .duration(0...3600), "How long the simulated provider asks to wait."),
            ])), "Injected provider errors."),
    ])

  /// What a provider can do wrong; the other kinds arise on our side.
  private static let faultKind = Shape.choice(
    FailureKind.allCases.filter { $0 != .grader && $0 != .cancelled }.map { .init($0.rawValue) })

  private static let command = Shape.object(
    "`command`",
    [
      .required(
        "program", .list(of: .text(.any), atLeast: 1), "The program and its arguments; never a line for a shell."),
      .optional(
        "mode",
        .choice([
          .init("worker", "a long-lived program that answers many requests"), .init("once", "one process a trial"),
        ]), "How it is used; default `worker`."),
      .optional("workers", .integer(1...1000), "How many long-lived programs; default 1."),
      .optional("environment", .list(of: .text(.variable)), "NAMES of variables that are passed on."),
      .optional("files", .list(of: .text(.nearPath)), "Paths whose contents are surfaces."),
    ])

  private static let recording = Shape.object(
    "`recording`",
    [.required("cassette", .text(.nearPath), "The path of the cassette.")])

  private static let azure = Shape.object(
    "`azure`",
    [
      .required("deployment", .text(.line), "The name of the deployment."),
      .required("api_version", .text(.line), "The version of the API, for example `2024-10-21`."),
    ])

  private static let bedrock = Shape.object(
    "`bedrock`",
    [.required("region", .text(.identifier), "The region, for example `eu-central-1`.")])

  private static let pointer = Shape.text(.any)

  private static let http = Shape.object(
    "`http`",
    [
      .optional("method", .choice(["POST", "GET", "PUT"]), "The method; default `POST`."),
      .optional("key_header", .text(.line), "The header that carries the key; default `Authorization` with `Bearer`."),
      .optional("body", .any, "The JSON that is sent, with placeholders such as `{{input}}`."),
      .required("text", pointer, "Where the text is, as a JSON pointer."),
      .optional("tool_calls", pointer, "Where the list of tool calls is."),
      .optional(
        "tool_call",
        .object(
          "`tool_call`",
          [
            .optional("id", pointer, "Where the id is within a call; default `/id`."),
            .optional("name", pointer, "Where the tool's name is; default `/name`."),
            .optional("arguments", pointer, "Where the arguments are; default `/arguments`."),
          ]), "Where the parts of a call are."),
      .optional(
        "usage",
        .object(
          "`usage`",
          [
            .optional("input_tokens", pointer, "Where the tokens read are, cached ones included."),
            .optional("output_tokens", pointer, "Where the tokens written are, reasoning included."),
            .optional("cached_input_tokens", pointer, "Where the tokens read from a cache are."),
            .optional("reasoning_tokens", pointer, "Where the tokens of hidden reasoning are."),
          ]), "Where the tokens are."),
      .optional("model", pointer, "Where the name of the model is."),
    ])

  private static let example = """
    name: candidate
    description: Prompt v12 behind the refund tools
    adapter: simulated
    model: simulator-2026-11-02
    system: prompts/support-v12.md
    parameters: {temperature: 0.7, max_tokens: 800}
    surfaces: {retrieval: index@2026-11-02, app: "git:e0d17f"}
    limits: {concurrency: 64, timeout: 60s, retries: 4, response_bytes: 4MiB}
    price: {input: 2.00, output: 8.00, cached_input: 0.50, currency: USD, per: 1000000}
    simulated:
      behaviors: behaviors.yaml
      seed: 7
      shares: {refund/refunds: 0.5%}
      latency: {mean: 200ms, spread: 0.3}
      faults: [{kind: rate-limited, share: 1%, retry_after: 2s}]
    """
}
