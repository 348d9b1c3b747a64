import EvalSchema
import Testing

@testable import Authoring

@Suite struct TextTransformsTests {
  static let request =
    "Please refund order FO-48812 (240.00 EUR) to my card, the tent leaks. See https://shop.example/orders/a?b=c or write to anna@mail.example, \"no reply\" means no."

  private static let transforms: [(String, @Sendable (GuardedText, inout VariantDice) -> String?)] = [
    ("typos", { TextTransforms.typos($0, &$1) }), ("whitespace", { TextTransforms.whitespace($0, &$1) }),
    ("lookalikes", { TextTransforms.lookalikes($0, &$1) }),
    ("lower", { TextTransforms.letterCase($0, number: 1, &$1) }),
    ("upper", { TextTransforms.letterCase($0, number: 2, &$1) }),
    ("title", { TextTransforms.letterCase($0, number: 3, &$1) }),
    ("any", { TextTransforms.letterCase($0, number: 4, &$1) }),
  ]

  private func apply(_ index: Int, _ text: String, phrases: [String] = [], state: UInt64 = 1) -> String? {
    var dice = VariantDice(state: state)
    return Self.transforms[index].1(GuardedText(text, phrases: phrases), &dice)
  }

  /// What each gives of one sentence with the dice of one state: a change here changes frozen text, so it must be meant.
  @Test func theTextIsGolden() {
    let text = "Please refund the tent, it leaks at every seam of the floor."
    #expect(Self.transforms.indices.map { apply($0, text) } == Self.golden)
  }

  static let golden: [String?] = [
    "Please refund the tent, it leakks at every seam of the floor.",
    "Please refund the tent, it leaks at\u{A0}every seam of the floor.  ",
    "Please refund the tent, it leaks at \u{435}very s\u{435}am of the floor.",
    "please refund the tent, it leaks at every seam of the floor.",
    "PLEASE REFUND THE TENT, IT LEAKS AT EVERY SEAM OF THE FLOOR.",
    "Please Refund The Tent, It Leaks At Every Seam Of The Floor.",
    "pleASe reFuNd ThE Tent, iT LEAKS at EverY SEam of the FlooR.",
  ]

  @Test(arguments: transforms.indices) func theSameDiceGiveTheSameText(index: Int) {
    #expect(apply(index, Self.request, state: 7) == apply(index, Self.request, state: 7))
  }

  @Test(arguments: transforms.indices) func whatIsProtectedStays(index: Int) throws {
    for state in 1..<200 as Range<UInt64> {
      let text = try #require(apply(index, Self.request, phrases: ["leaks"], state: state))
      #expect(text != Self.request)
      let kept = [
        "FO-48812", "240.00", "EUR", "leaks", "https://shop.example/orders/a?b=c", "anna@mail.example", "\"no reply\"",
      ]
      for word in kept { #expect(text.contains(word), "\(word) in \(text)") }
    }
  }

  /// Texts of which nothing may be lost or torn, whatever stands in them.
  static let hostile = [
    "", " ", "日本語のテキストです", "مرحبا بالعالم كيف حالك", "\u{202E}evil\u{202C} text here",
    "a\u{301}e\u{301}i\u{301}o\u{301} cafe\u{301}s",
    "line one\r\nline two\r\n", "👩‍👩‍👧‍👦 family emoji 🇩🇪", "Straße İstanbul ﬁnance", "\u{200B}zero\u{200B}width", "x\u{0}y",
    String(repeating: "e\u{301}", count: 3000),
  ]

  @Test(arguments: hostile.indices, transforms.indices)
  func hostileTextIsNeitherTornNorAFault(text: Int, transform: Int) {
    let original = Self.hostile[text]
    guard let result = apply(transform, original) else { return }
    // Marks keep their number, and line breaks of two scalars stay whole.
    let marks = { (text: String) in text.unicodeScalars.count { $0.properties.isGraphemeExtend } }
    #expect(marks(result) >= marks(original))
    #expect(result.utf8.count { $0 == 0x0D } == original.utf8.count { $0 == 0x0D })
    #expect(String(validating: Array(result.utf8), as: UTF8.self) != nil)
  }

  @Test func letterOfOtherScriptsHaveNoLookalikesAndNoCase() {
    #expect(apply(2, "日本語のテキストです") == nil)
    #expect(apply(3, "日本語のテキストです") == nil)
    #expect(apply(0, "ab cd 12") == nil, "short words are not misspelled")
    #expect(apply(3, "all small already") == nil)
  }

  @Test func lookalikesReadTheSameAndAreOthers() throws {
    let result = try #require(apply(2, "a peaceful coexistence"))
    #expect(result.unicodeScalars.count == "a peaceful coexistence".unicodeScalars.count)
    #expect(result.unicodeScalars.contains { (0x400...0x4FF).contains($0.value) })
  }

  @Test func phrasesOfACaseAreWhatItsGradersAndToolsLookFor() throws {
    var evalCase = LedgerFixture.refund()
    evalCase.input.tools = [
      ToolFixture(
        name: "lookup", replies: [ToolReply(arguments: ["customer": "Anna Weber"], result: ["state": "delivered"])])
    ]
    evalCase.input.documents = [ContextDocument(id: "policy-seven", text: "x")]
    #expect(
      GuardedText.phrases(of: evalCase) == [
        "Anna Weber", "approval", "delivered", "lookup", "policy-seven", "refunded",
      ])
    let text = GuardedText("I am Anna Weber, it was delivered", phrases: GuardedText.phrases(of: evalCase))
    #expect(text.protectedTexts == ["Anna", "Weber", "delivered"])
  }
}
