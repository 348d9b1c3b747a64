import Testing

@testable import Graders

@Suite struct ExpressionTests {
  @Test(arguments: [
    ("b+", "aabbbc", "bbb", 2),
    ("é", "cafe\u{301} café", "é", 9),  // The first é is two scalars, and not this one.
    (#"\w+"# + "\u{301}?", "e\u{301}t", "e\u{301}", 0),
    ("👩\u{200D}🚒", "the 👩\u{200D}🚒 said", "👩\u{200D}🚒", 4),
    ("\u{200D}", "👩\u{200D}🚒", "\u{200D}", 1),
    (#"\r\n"#, "a\r\nb", "\r\n", 1),
    ("(?m)^b", "a\nb", "b", 2),
    (#"(?<=EUR )\d+"#, "costs EUR 240 now", "240", 10),
    (#"(?<id>INC-\d+)"#, "see INC-2041.", "INC-2041", 4),
    ("(?i)straße", "STRAßE", "STRAßE", 0),
    (#"\bналог\b"#, "Плати налог сейчас", "налог", 6),
    (#"a\Kb"#, "ab", "b", 1),
    ("", "abc", "", 0),
    ("$", "", "", 0),
    ("\u{0}", "a\u{0}b", "\u{0}", 1),
    (#"\p{Lu}{2}"#, "xÄÖ", "ÄÖ", 1),
  ])
  func aMatchIsASpanOfUnicodeScalars(pattern: String, text: String, match: String, start: Int) throws {
    let span = try #require(try Expression(pattern).firstMatch(in: text)).span
    #expect(span.start == start)
    #expect(text.slice(span).unicodeScalars.elementsEqual(match.unicodeScalars))
  }

  @Test(arguments: [
    ("a", "", 0), ("a", "bcd", 0), ("a", "aXaXa", 3), ("a*", "baac", 4), ("", "äöü", 4), ("é", "ééé", 3),
    ("(?=a)", "aaa", 3), (#"\b"#, "one two", 4), ("aa", "aaaaa", 2), ("$", "a\n", 2),
  ])
  func allMatchesGoForwardWithoutOverlap(pattern: String, text: String, count: Int) throws {
    let matches = try Expression(pattern).allMatches(in: text)
    #expect(matches.count == count)
    #expect(zip(matches, matches.dropFirst()).allSatisfy { $0.span.end <= $1.span.start })
  }

  @Test func theFirstGroupIsASpanToo() throws {
    let matches = try Expression(#"\[([^\]]+)\]|none"#).allMatches(in: "ä [eins] none [zwei€] x")
    #expect(matches.map { $0.group.map("ä [eins] none [zwei€] x".slice) } == ["eins", nil, "zwei€"])
  }

  @Test(arguments: [
    ("(", 1), ("a(b", 3), ("[a", 2), ("*a", 0), ("ä)", 1), ("👩\u{200D}🚒(?<1>x)", 6), (#"\C"#, 2), (#"(?<=a+)b"#, 0),
    (#"\"#, 1),
  ])
  func aWrongPatternSaysWhere(pattern: String, offset: Int) {
    let error = #expect(throws: Expression.PatternError.self) { try Expression(pattern) }
    #expect(error?.offset == offset, "\(String(describing: error))")
    #expect(error?.message.isEmpty == false)
  }

  /// Texts and patterns that take for ever without limits: each has to end as a failure, never as "no match".
  @Test(arguments: [
    ("(a+)+$", String(repeating: "a", count: 5000) + "!"),
    ("(a+)+$", String(repeating: "a", count: 1 << 20) + "!"),
    ("(a|aa)+$", String(repeating: "a", count: 100_000) + "!"),
    (#"\w+@"#, String(repeating: "a", count: 1 << 20)),
    ("a*b", String(repeating: "a", count: 1 << 20)),
    (#"(\w+\s?){1,8}!"#, String(repeating: "the refund was not issued ", count: 40_000)),
    ("(a|b|ab)*c", String(repeating: "ab", count: 1 << 19)),
    ("(*NO_JIT)(a+)+$", String(repeating: "a", count: 5000) + "!"),
    (#"(*NO_JIT)\w+[@#]"#, String(repeating: "a", count: 1 << 20)),
    ("(*NO_JIT)(a|b|ab)*[cd]", String(repeating: "ab", count: 1 << 19)),
    ("(*NO_JIT)((?:a|b)(?1)?)[cd]", String(repeating: "ab", count: 1 << 19)),
    ("(.)*?(?1)+[xz]", String(repeating: "y", count: 100_000)),
  ])
  func aCatastrophicSearchFailsInBoundedSteps(pattern: String, text: String) throws {
    let expression = try Expression(pattern)
    let error = #expect(throws: Expression.SearchFailure.self) { try expression.firstMatch(in: text) }
    #expect(error?.reason.contains("more than") == true, "\(String(describing: error))")
  }

  @Test(arguments: ["(a+)+$", #"\w+[@]{2}"#, "a*[bc]"])
  func theSameTextFailsTheSameWayEveryTime(pattern: String) throws {
    let expression = try Expression(pattern)
    let text = String(repeating: "a", count: 1 << 20) + "!"
    let reasons = (0..<3).map { _ in
      do throws(Expression.SearchFailure) {
        return "\(String(describing: try expression.firstMatch(in: text)))"
      } catch {
        return error.reason
      }
    }
    #expect(Set(reasons).count == 1)
    #expect(reasons[0].contains("more than"))
  }

  @Test func anHonestSearchOfAMegabyteHasAnAnswer() throws {
    let text = String(repeating: "the refund was not issued to anyone, ", count: 28_000) + "it was refunded"
    #expect(try Expression("(?i)(has been|was|is) refunded").firstMatch(in: text) != nil)
    #expect(try Expression("(?s)^.*zzz").firstMatch(in: text) == nil)
    #expect(try Expression("^(?!.*refunded)").firstMatch(in: text) == nil)
    #expect(try Expression("the").allMatches(in: text).count == 28_000)
  }

  @Test func aDeepMatchThatNeedsMoreStackThanTheMachineGivesIsFound() throws {
    let text = String(repeating: "ab", count: 20_000) + "c"
    #expect(try Expression("(?:a|b|ab)*c").firstMatch(in: text)?.span == ScalarSpan(start: 0, end: 40_001))
  }

  @Test func fiveThousandCharactersAreOneExpression() throws {
    let words = (0..<700).map { "word\(1000 + $0)" }.joined(separator: "|")
    #expect(try Expression("(?i)(?:\(words))").firstMatch(in: "a WORD1699")?.span == ScalarSpan(start: 2, end: 10))
    #expect(throws: Expression.PatternError.self) { try Expression(String(repeating: "a", count: 100_000)) }
  }

  @Test func oneExpressionServesSixtyFourTasks() async throws {
    let expression = try Expression(#"order (\d+)"#)
    let found = try await withThrowingTaskGroup(of: Bool.self) { group in
      for task in 0..<64 {
        group.addTask {
          for round in 0..<50 {
            let padding = String(repeating: "é", count: task)
            let text = "\(padding)order \(task * 100 + round)!"
            let match = try expression.firstMatch(in: text)
            guard let group = match?.group, text.slice(group) == "\(task * 100 + round)" else { return false }
            if task % 16 == 0 && round == 0 {
              // A failing search beside the others must not disturb them.
              let hostile = String(repeating: "order ", count: 20_000)
              guard try expression.firstMatch(in: hostile) == nil else { return false }
            }
          }
          return true
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(found.count == 64 && found.allSatisfy { $0 })
  }
}
