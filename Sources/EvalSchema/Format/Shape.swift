/// What a part of a file must look like: one declaration for the checker, the JSON Schema and the reference in the documentation.
package indirect enum Shape: Sendable {
  /// Text; a plain `1` or `true` where text is wanted is text.
  case text(TextForm)
  /// One of a few words.
  case choice([Choice])
  /// `true` or `false`.
  case boolean
  /// A whole number.
  case integer(ClosedRange<Int>)
  /// A number.
  case number(ClosedRange<Double>)
  /// A rate with its unit: `1%` or `0.01`, never a bare `1`; becomes a number from 0 to 1. The name begins its codes.
  case rate(name: String, ClosedRange<Double>)
  /// A difference of rates in percentage points, for example `5pp`, or `0.05`; becomes a number from 0 to 1.
  case points(ClosedRange<Double>)
  /// A span of time with its unit, for example `60s`; becomes seconds.
  case duration(ClosedRange<Double>)
  /// A size with its unit, for example `4MiB`; becomes bytes.
  case bytes(ClosedRange<Int>)
  /// A sum with its currency, for example `5 USD`; becomes millionths of the currency with its code.
  case money
  /// A day, `2026-05-14`.
  case date
  /// A sequence.
  case list(of: Shape, atLeast: Int = 0, atMost: Int = .max)
  /// A mapping whose keys are free.
  case map(of: Shape, keys: TextForm = .line, atLeast: Int = 0)
  /// A mapping whose keys are known; any other key is an error.
  case object(ObjectShape)
  /// A mapping with exactly one of these keys.
  case tagged(name: String, [Key])
  /// One of several, told apart by the kind of node; the words say what is expected.
  case either([Shape], expecting: String)
  /// Any JSON value.
  case any
  /// A definition of the format, by name: what recursion goes through.
  case reference(String)

  /// One key of a mapping.
  package struct Key: Sendable {
    /// The key as in files.
    package var name: String
    /// What its value must look like.
    package var shape: Shape
    /// Whether it must be there.
    package var isRequired: Bool
    /// What it means, in one sentence for the reference.
    package var summary: String

    /// A key that must be there.
    package static func required(_ name: String, _ shape: Shape, _ summary: String) -> Key {
      Key(name: name, shape: shape, isRequired: true, summary: summary)
    }

    /// A key that may be there.
    package static func optional(_ name: String, _ shape: Shape, _ summary: String) -> Key {
      Key(name: name, shape: shape, isRequired: false, summary: summary)
    }
  }

  /// One word of a choice, with what it means.
  package struct Choice: Sendable, ExpressibleByStringLiteral {
    /// The word as in files.
    package var value: String
    /// What it means.
    package var summary: String?

    /// Makes a word with its meaning.
    package init(_ value: String, _ summary: String? = nil) {
      self.value = value
      self.summary = summary
    }

    package init(stringLiteral value: String) { self.init(value) }
  }
}

/// A mapping with known keys.
package struct ObjectShape: Sendable {
  /// What it is, with its article, for messages: `a waiver`.
  package var noun: String
  /// The keys in the order of the reference.
  package var keys: [Shape.Key]
  /// Groups of keys of which exactly one is given.
  package var exactlyOneOf: [[String]]
  /// Groups of keys of which at least one is given.
  package var atLeastOneOf: [[String]]

  /// Makes the shape from its parts.
  package init(
    _ noun: String, _ keys: [Shape.Key], exactlyOneOf: [[String]] = [], atLeastOneOf: [[String]] = []
  ) {
    self.noun = noun
    self.keys = keys
    self.exactlyOneOf = exactlyOneOf
    self.atLeastOneOf = atLeastOneOf
  }
}

extension Shape {
  /// Text that is not empty.
  package static var text: Shape { .text(.filled) }

  /// A mapping with known keys.
  package static func object(
    _ noun: String, _ keys: [Key], exactlyOneOf: [[String]] = [], atLeastOneOf: [[String]] = []
  ) -> Shape {
    .object(ObjectShape(noun, keys, exactlyOneOf: exactlyOneOf, atLeastOneOf: atLeastOneOf))
  }

  /// The words of an enumeration.
  package static func choice<Value: CaseIterable & RawRepresentable<String>>(of type: Value.Type) -> Shape {
    .choice(type.allCases.map { Choice($0.rawValue) })
  }

  /// Text, or the mapping that says more: how short forms are written.
  package static func textOr(_ shape: Shape, expecting: String = "text or a mapping") -> Shape {
    .either([.text, shape], expecting: expecting)
  }
}
