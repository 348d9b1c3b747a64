import EvalSchema
import Testing

@testable import Authoring

@Suite struct GraderOrderTests {
  private static func text(_ text: String, ignoreCase: Bool = false, in scope: TextScope = .final) -> GraderSpec {
    .contains(ContainsSpec(text: text, ignoreCase: ignoreCase, scope: scope))
  }
  private static func called(_ least: Int = 1, most: Int? = nil, with arguments: JSONValue? = nil) -> GraderSpec {
    .toolCalled(ToolCalledSpec(call: CallPattern(name: "t", arguments: arguments), atLeast: least, atMost: most))
  }
  private static func order(_ before: JSONValue?, _ after: JSONValue?) -> GraderSpec {
    .toolOrder(
      ToolOrderSpec(before: CallPattern(name: "a", result: before), after: CallPattern(name: "b", arguments: after)))
  }
  private static func cites(_ least: Int = 1, sources: [String]? = ["a"], verbatim: Bool = true) -> GraderSpec {
    .citesOnly(CitesOnlySpec(sources: sources, atLeast: least, quotesVerbatim: verbatim))
  }
  private static let (a, b, c) = (text("a"), text("b"), text("c"))
  private static func path(_ minimum: Double?, _ maximum: Double?, exists: Bool? = nil) -> GraderSpec {
    .jsonPath(JSONPathSpec(path: "$", minimum: minimum, maximum: maximum, exists: exists))
  }

  /// Pairs of which the first passes more.
  static let pairs: [(GraderSpec, GraderSpec)] = [
    (text("a", ignoreCase: true), a), (text("a", in: .all), a),
    (.matches(MatchesSpec(pattern: "x")), .matches(MatchesSpec(pattern: "x", scope: .final))),
    (.equals(EqualsSpec(text: "x", ignoreCase: true)), .equals(EqualsSpec(text: "x"))),
    (text("x"), .equals(EqualsSpec(text: "axb"))),
    (called(0), called()), (called(most: 3), called(most: 2)), (called(), called(most: 2)),
    (called(), called(with: ["id": 1])), (called(with: ["id": 1]), called(with: ["id": 1, "to": 2])),
    (.toolNotCalled(CallPattern(name: "t", arguments: ["id": 1])), .toolNotCalled(CallPattern(name: "t"))),
    (order(nil, nil), order(["status": "approved"], nil)), (order(nil, ["id": 1]), order(nil, nil)),
    (cites(0), cites()), (cites(sources: ["a", "b"]), cites()), (cites(sources: nil), cites()),
    (cites(verbatim: false), cites()),
    (path(1, nil), path(2, nil)), (path(nil, 3), path(nil, 2)), (path(nil, nil, exists: true), path(2, nil)),
    (.not(a), .not(text("a", in: .all))), (.all([a]), .all([a, b])), (.any([a, b]), .any([a])),
    (.any([a, b]), .all([a, b])), (.any([a, b]), a), (a, .all([a, b])),
    (.all([text("a", in: .all), b]), .all([a, b])), (.any([text("a", in: .all), b]), .any([a, b])),
    (.any([a, b, c]), .all([a, b])),
  ]

  @Test(arguments: pairs) func whatPassesMoreIsLooser(_ loose: GraderSpec, _ strict: GraderSpec) {
    #expect(GraderOrder.isLooser(loose, than: strict))
    #expect(!GraderOrder.isLooser(strict, than: loose))
    #expect(!GraderOrder.isAtLeastAsStrict(loose, as: strict))
  }

  @Test(arguments: pairs) func aGraderIsNotLooserThanItself(_ loose: GraderSpec, _ strict: GraderSpec) {
    for spec in [loose, strict] {
      #expect(!GraderOrder.isLooser(spec, than: spec))
      #expect(GraderOrder.isAtLeastAsStrict(spec, as: spec))
    }
  }

  @Test func whatIsStricterByFormNeedsNoExhibit() {
    #expect(GraderOrder.isAtLeastAsStrict(.all([Self.a, Self.b]), as: Self.a))
    #expect(GraderOrder.isAtLeastAsStrict(Self.called(2), as: Self.called()))
    #expect(!GraderOrder.isAtLeastAsStrict(Self.b, as: Self.a))
  }
}
