import Testing

@testable import Authoring

@Suite struct ModelBehaviorTests {
  @Test(arguments: [
    "The agent executed a reset. Then the agent deleted the branch.",
    "The chatbot told him so, and the assistant confirmed it.",
    "- The model invented a link\n", "The support bot told the customer so.",
    "An agent ran the reset. The agent lost the work.",
  ])
  func deedsOfAModelAreTold(_ text: String) {
    #expect(ModelBehavior.isTold(in: MarkdownDocument(text)))
  }

  @Test(arguments: [
    "AI drafts were dropped by the queue, and AI badges vanished.",
    "A certificate of the gateway had run out.",
    "```\nthe agent deleted it\nthe agent deleted it\n```\n",
    "The monitoring agent reported it.", "The node's agents restarted and the data model migrated.", "",
  ])
  func faultsOfSoftwareAreNot(_ text: String) {
    #expect(!ModelBehavior.isTold(in: MarkdownDocument(text)))
  }
}
