/// What the codes of this room's findings mean.
package enum AdapterCodes {
  /// The explanation of a code; nil for a code that no finding of this room has.
  package static func explanation(of code: String) -> String? { table[code] }

  /// Every code with its explanation, sorted.
  package static var all: [(code: String, explanation: String)] {
    table.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private static let table: [String: String] = [
    "adapter-key": "A key that the chosen adapter does not read would say something that does not happen.",
    "address-insecure":
      "Without TLS, everybody on the way reads the key. Only this machine is called without, or what `allow_http` allows.",
    "address-missing": "The target needs `base_url`: for this adapter there is no address that is everybody's.",
    "address-unusable":
      "The address has parts that a path cannot be added to or that hold credentials: user, password, query, fragment.",
    "cassette-duplicate":
      "A cassette holds one response for a request and a trial; it cannot be told which of two counts.",
    "cassette-exists": "A cassette is evidence and is never overwritten; choose another path, or delete it.",
    "cassette-header": "The first line of a cassette is its header with kind and version.",
    "cassette-line": "Each line after the header is one response with its digest and trial.",
    "cassette-torn":
      "The last line has no line feed: the recording was interrupted. Delete the line and record the rest.",
    "cassette-unreadable":
      "The cassette that the target names cannot be read; its path is relative to the target's file.",
    "cassette-unwritable": "The cassette cannot be made or written; the message holds the system's reason.",
    "command-directory": "The program runs in the folder of its target's file, which does not exist.",
    "command-environment":
      "Under `environment` stand the names of variables; values come from the environment, never from a file.",
    "command-not-found":
      "The program is no executable file. A name with a slash is a path from the target's file, one without is looked for in PATH.",
    "command-program": "The program is a list: the file first, then its arguments. It is not a line for a shell.",
    "command-workers": "At least one worker has to answer.",
    "extra-body": "`extra_body` adds to a request; what the request says already, it cannot overrule.",
    "header-refused":
      "Credentials come from the variable that `key_env` names; other headers belong to the engine or the API.",
    "key-form": "The variable holds something that cannot be a key in a header, a line break for example.",
    "key-missing": "The variable that should hold the key is not set; the target names it under `key_env`.",
    "model-missing": "The target says no `model`, and the API has no default that stays the same.",
    "parameter-missing": "The API cannot be called without this parameter, and a default of ours would change answers.",
    "parameter-value": "The value of the parameter is none that the API takes.",
    "placeholder-unknown": "The template has a placeholder that nothing fills.",
    "pointer-form": "Where an answer is found in JSON is a JSON pointer (RFC 6901): empty, or beginning with a slash.",
    "simulator-duplicate": "Two answers have the same behavior and name; a share could not say which it means.",
    "simulator-fault":
      "A fault has a kind that a provider can cause and a share from 0 to 1; together they are at most 1.",
    "simulator-latency": "Mean and spread of the latency are 0 or more.",
    "simulator-no-answers": "A behavior without answers would fit a request and say nothing.",
    "simulator-no-turns": "An answer has at least one turn.",
    "simulator-script": "The file of behaviors was not read, so there is nothing to answer with.",
    "simulator-share-range": "A share is a number from 0 to 1.",
    "simulator-share-sum":
      "The stated shares of a behavior are at most 1, and if they are less some answer has to take the rest.",
    "simulator-share-unknown": "A share names `behavior/answer` as the file of behaviors spells them.",
    "simulator-version": "The file of behaviors has a version that this program does not know.",
    "simulator-weight": "A weight is 0 or more.",
    "target-section": "The target names an adapter and lacks the section of the same name.",
    "template-lacks": "Something that the target or the case says would not be in the request.",
    "unsupported-parameter":
      "The API has no such parameter; dropped silently, the run would not be what its target says.",
  ]
}
