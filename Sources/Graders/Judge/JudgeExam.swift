package import EvalSchema

/// How well a judge grades labelled transcripts: the cases' own exhibits, and those that people labelled.
///
/// Only transcripts that rest on the judge are asked: what another grader of the case fails says nothing of it. Each transcript
/// counts once for a case and a rubric, however often it is labelled.
package struct JudgeExam: Sendable {
  /// One labelled transcript.
  package struct Sample: Sendable {
    /// The case that it answers.
    package var evalCase: EvalCase
    /// The index of the judge among the case's graders.
    package var grader: Int
    /// The digest of the rubric.
    package var rubric: Digest
    /// What a person says of it.
    package var kind: JudgeLabelKind
    /// What was said and done.
    package var transcript: Transcript
    /// Where it comes from: `known_bad.0`, or a run.
    package var from: String
  }

  /// One transcript with the judge's grade.
  package struct Answer: Sendable {
    /// The transcript.
    package var sample: Sample
    /// What the judge says.
    package var grade: Grade

    /// Whether the judge was right in what counts: a known failure failed, or anything else passed.
    package var isRight: Bool { grade.result == (sample.kind == .bad ? .fail : .pass) }
  }

  /// The judge.
  package let judge: String
  /// The transcripts, in the order of cases, exhibits before labels.
  package private(set) var samples: [Sample] = []
  /// What cannot be used, and what was left out.
  package private(set) var diagnostics: [Diagnostic] = []

  private struct Key: Hashable {
    var evalCase: String
    var rubric: Digest
    var transcript: Digest
  }

  private var known: [Key: JudgeLabelKind] = [:]
  private var repeated = 0
  private var decidedByOthers = 0

  /// Collects the transcripts of some cases that a judge is to be asked about.
  package init(of judge: String, cases: [EvalCase], labels: [JudgeLabel]) async throws {
    self.judge = judge
    for evalCase in cases {
      guard let spec = evalCase.judgeSpecs.first(where: { $0.by == judge }) else { continue }
      guard evalCase.judgeSpecs.count == 1 else {
        diagnostics.append(
          .warning(
            "label-ambiguous",
            "the exhibits of \(evalCase.id) are not used: it has several judges, and an exhibit does not say which rubric it "
              + "breaks", hint: "label transcripts with `rubric`"))
        continue
      }
      for (index, exhibit) in evalCase.knownBad.enumerated() {
        try await add(evalCase, spec, .bad, exhibit.transcript, from: "known_bad.\(index)")
      }
      for (index, exhibit) in evalCase.knownGood.enumerated() {
        try await add(evalCase, spec, .good, exhibit.transcript, from: "known_good.\(index)")
      }
    }
    let byID = Dictionary(cases.map { ($0.id, $0) }) { first, _ in first }
    for label in labels {
      guard let evalCase = byID[label.evalCase] else { continue }
      let specs = evalCase.judgeSpecs.filter { spec in label.rubric.map { $0 == spec.rubric } ?? true }
      guard let spec = specs.first(where: { $0.by == judge }) else { continue }
      guard specs.count == 1 else {
        diagnostics.append(
          .error(
            "label-ambiguous", "a label of \(evalCase.id) does not say which of its \(specs.count) rubrics it is about",
            hint: "add `rubric`, word for word as in the case"))
        continue
      }
      try await add(evalCase, spec, label.label, label.transcript, from: label.from ?? "a label")
    }
    if repeated > 0 {
      diagnostics.append(
        .warning("label-repeated", "\(repeated.counted("transcript")) labelled more than once: each counts once"))
    }
    if decidedByOthers > 0 {
      diagnostics.append(
        .warning(
          "label-decided",
          "\(decidedByOthers.counted("transcript")) left out: other graders of the case fail it, so nothing rests on the judge"
        ))
    }
  }

  private mutating func add(
    _ evalCase: EvalCase, _ spec: JudgeSpec, _ kind: JudgeLabelKind, _ transcript: Transcript, from: String
  ) async throws {
    let key = Key(evalCase: evalCase.id, rubric: spec.rubricDigest, transcript: try Digest(ofJSON: transcript))
    if let earlier = known.updateValue(kind, forKey: key) {
      repeated += 1
      if earlier != kind {
        diagnostics.append(
          .error(
            "label-conflict", "one transcript of \(evalCase.id) is labelled both bad and good (\(from))",
            hint: "look at it again: relapse show RUN \(evalCase.id)/TRIAL"))
      }
      return
    }
    guard let index = evalCase.expected.graders.firstIndex(of: .judge(spec)) else { return }
    let others = await CaseGrader(evalCase).gradeWithoutJudges(transcript)
    if transcript.isEmpty || others.contains(where: { $0.result == .fail }) {
      decidedByOthers += 1
      return
    }
    samples.append(
      Sample(
        evalCase: evalCase, grader: index, rubric: spec.rubricDigest, kind: kind, transcript: transcript, from: from))
  }

  /// Asks the judge about every transcript, as a trial would; the answers stand in the order of the samples.
  package func answers(through bench: JudgeBench, progress: @Sendable (Int) -> Void = { _ in }) async -> [Answer] {
    await withTaskGroup(of: (Int, Grade).self) { group in
      let graders = samples.map { CaseGrader($0.evalCase, judges: bench) }
      var next = 0
      let most = bench.seats[judge]?.judge.target.limits.concurrency ?? 1
      func start() {
        guard next < samples.count else { return }
        let (index, sample, grader) = (next, samples[next], graders[next])
        group.addTask { (index, await grader.grade(sample.transcript, withGrader: sample.grader)) }
        next += 1
      }
      for _ in 0..<max(1, most) { start() }
      var grades: [Int: Grade] = [:]
      for await (index, grade) in group {
        grades[index] = grade
        progress(grades.count)
        start()
      }
      return samples.enumerated().compactMap { index, sample in
        grades[index].map { Answer(sample: sample, grade: $0) }
      }
    }
  }

  /// The patterns of a calibration that was measured with other transcripts, or other numbers of them, than these.
  ///
  /// Patterns without a transcript here are left out: theirs may be kept elsewhere.
  package func patterns(notMeasuredIn calibration: JudgeCalibration) throws -> [String] {
    let byPattern = Dictionary(grouping: samples) { $0.evalCase.pattern }
    return try calibration.measurements.compactMap { measurement in
      guard let samples = byPattern[measurement.pattern] else { return nil }
      let bad = samples.count { $0.kind == .bad }
      let isOfThese =
        try measurement.labels == Self.digest(samples) && measurement.bad == bad
        && measurement.good == samples.count - bad
      return isOfThese ? nil : measurement.pattern
    }
  }

  /// The digest of labelled transcripts, whatever their order.
  private static func digest(_ samples: [Sample]) throws -> Digest {
    struct Labelled: Encodable {
      var evalCase: String
      var rubric: Digest
      var kind: JudgeLabelKind
      var transcript: Transcript
    }
    let labels = try samples.map { sample in
      try Digest(
        ofJSON: Labelled(
          evalCase: sample.evalCase.id, rubric: sample.rubric, kind: sample.kind, transcript: sample.transcript)
      ).description
    }
    return Digest(of: labels.sorted().joined(separator: "\n"))
  }

  /// What answers say of a judge, for each failure pattern.
  package static func measurements(_ answers: [Answer], at time: String) throws -> [JudgeMeasurement] {
    let byPattern = Dictionary(grouping: answers) { $0.sample.evalCase.pattern }
    return try byPattern.sorted { $0.key < $1.key }.map { pattern, answers in
      let bad = answers.filter { $0.sample.kind == .bad }
      let good = answers.filter { $0.sample.kind == .good }
      return JudgeMeasurement(
        pattern: pattern,
        // A rubric that no known failure was measured with is not measured.
        rubrics: Set(bad.map(\.sample.rubric)).sorted { $0.description < $1.description },
        caught: bad.count(where: \.isRight), bad: bad.count, falseAlarms: good.count { !$0.isRight }, good: good.count,
        labels: try digest(answers.map(\.sample)), measuredAt: time)
    }
  }
}
