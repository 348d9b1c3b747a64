import Testing

@testable import Authoring

@Suite struct HeadingNameTests {
  @Test(arguments: [
    ("Root Cause", "root cause"), ("## not stripped here", "not stripped here"), ("**Root cause**:", "root cause"),
    ("1) Incident summary", "incident summary"), ("1.2 Root cause", "root cause"), ("3. Impact", "impact"),
    ("A. Impact", "impact"), ("🔍 Root Cause?", "root cause"), ("1️⃣ Root cause", "root cause"), ("5 Whys", "5 whys"),
    ("What’s changing", "what's changing"), ("[Failure mode](../x.md)", "failure mode"),
    ("`incident_id`", "incident id"),
    ("Follow-ups", "follow ups"), ("How'd we do?", "how'd we do"), ("RESUMEN EJECUTIVO", "resumen ejecutivo"),
    ("Línea de tiempo (UTC)", "línea de tiempo utc"), ("", ""), ("---", ""), ("A", "a"), ("2026", "2026"),
  ])
  func marksNumbersAndSymbolsGo(_ text: String, _ expected: String) {
    #expect(HeadingName(text).text == expected)
  }

  @Test func parenthesesAreASecondTry() {
    let name = HeadingName("Task (English)")
    #expect(name.text == "task english")
    #expect(name.withoutParentheses == ["task"])
    #expect(name.matches(HeadingName("task")))
    #expect(HeadingName("(only)").withoutParentheses == nil)
  }

  @Test(arguments: [
    ("Appendinx", "appendix", true), ("Apendix", "appendix", true), ("Expcted behavior", "expected behavior", true),
    ("Input", "inputs", false), ("Actally", "actual", false), ("expected", "expected", true),
    ("expected behavior now", "expected behavior", false),
  ])
  func oneWrongLetterInALongWordDoesNotMatter(_ left: String, _ right: String, _ expected: Bool) {
    #expect(HeadingName(left).resembles(HeadingName(right)) == expected)
  }

  @Test(arguments: [
    ("abc", "abc", true), ("abc", "abd", true), ("abc", "ab", true), ("abc", "abcd", true), ("abc", "acb", false),
    ("aab", "ab", true), ("", "a", true), ("", "ab", false),
  ])
  func oneEditIsAnInsertionDeletionOrReplacement(_ left: String, _ right: String, _ expected: Bool) {
    #expect(HeadingName.differByOneEdit(left, right) == expected)
    #expect(HeadingName.differByOneEdit(right, left) == expected)
  }
}
