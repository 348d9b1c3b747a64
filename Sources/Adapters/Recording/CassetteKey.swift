package import EvalSchema

/// What finds a response on a cassette: what was asked, and in which trial.
///
/// The trial's index is part of it, so that a hundred trials of one case have a hundred answers; its seed is not, so that a
/// cassette serves a run with another seed.
package struct CassetteKey: Sendable, Hashable {
  /// The digest of the case, the variant and everything that was asked.
  package var digest: Digest
  /// The trial's index, from 0.
  package var trial: Int

  /// Makes the key from its parts.
  package init(digest: Digest, trial: Int) {
    self.digest = digest
    self.trial = trial
  }

  /// The key of a request; throws where a number in it is not finite.
  package init(of request: Request) throws {
    self.init(digest: try Digest(ofJSON: Question(request)), trial: request.trial)
  }

  private struct Question: Encodable {
    var evalCase: String
    var variant: String
    var messages: [Message]
    var documents: [ContextDocument]
    var tools: [ToolDefinition]
    var parameters: [String: JSONValue]

    init(_ request: Request) {
      evalCase = request.evalCase
      variant = request.variant
      messages = request.messages
      documents = request.documents
      tools = request.tools
      parameters = request.parameters
    }

    private enum CodingKeys: String, CodingKey {
      case evalCase = "case"
      case variant, messages, documents, tools, parameters
    }
  }
}
