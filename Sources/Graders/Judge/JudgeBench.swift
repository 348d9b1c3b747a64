package import EvalSchema

/// The judges that the graders of a run may ask, by name.
package struct JudgeBench: Sendable {
  /// One judge with the way to it.
  package struct Seat: Sendable {
    /// The judge.
    package var judge: Judge
    /// How it is reached; nil when it must not be asked.
    package var adapter: (any Adapter)?
    /// What it said before, for questions without a trial.
    package var memory: JudgeMemory

    /// Makes the seat; a judge remembers the answers that its file holds.
    package init(_ judge: Judge, adapter: (any Adapter)? = nil) {
      self.judge = judge
      self.adapter = adapter
      memory = JudgeMemory(judge.answers)
    }
  }

  /// The seats by the names of their judges.
  package var seats: [String: Seat]
  /// Whether a judge that has no seat is a mistake; not where a case is looked at without its evalset.
  package var isComplete: Bool

  /// Makes the bench of the judges of an evalset; without adapters they only remember.
  package init(_ judges: [Judge], adapters: [String: any Adapter] = [:], isComplete: Bool = true) {
    seats = Dictionary(judges.map { ($0.name, Seat($0, adapter: adapters[$0.name])) }) { first, _ in first }
    self.isComplete = isComplete
  }

  /// Nobody is known, and nobody is missed.
  package static let empty = JudgeBench([], isComplete: false)
}

/// What a judge said of exhibits: read from its file, added to while it is asked.
package actor JudgeMemory {
  private var known: [Digest: JudgeAnswer]
  private var order: [Digest] = []

  /// Takes what is known.
  init(_ answers: [JudgeAnswer]) { known = Dictionary(answers.map { ($0.key, $0) }) { _, last in last } }

  /// What it said of a question.
  func answer(to key: Digest) -> JudgeAnswer? { known[key] }

  /// Keeps an answer.
  func keep(_ answer: JudgeAnswer) {
    known[answer.key] = answer
    order.append(answer.key)
  }

  /// The answers that were added, in the order in which they came.
  package var added: [JudgeAnswer] { order.compactMap { known[$0] } }
}
