import EvalSchema

/// Passes when a model finds that a rubric is kept. A failure counts only when the model says so twice.
///
/// One answer `pass` passes. After an answer `fail` the model is asked again with another seed: two such answers fail, and
/// disagreement is `ungraded`, as is every answer that cannot be read or whose quotation is not in the transcript. A
/// calibration measures this whole procedure, and counts what is ungraded against the judge on both sides; then excluding
/// ungraded trials can only raise the judged rate relative to s·p, and the bounds stay bounds (docs/judges.md).
///
/// An empty transcript fails without a question, as with every grader that forbids: what says nothing is no answer.
struct JudgeGrader: Grader {
  let label: String
  private let spec: JudgeSpec
  private let name: String
  private let seat: JudgeBench.Seat?

  /// Finds the judge; an unknown one is an error where the judges are known.
  init?(_ spec: JudgeSpec, _ bench: JudgeBench, _ report: inout GraderReport) {
    self.spec = spec
    name = spec.by
    seat = bench.seats[spec.by]
    label = "judge \(spec.by) \(spec.rubric.quoted(most: 60))"
    if spec.rubric.unicodeScalars.allSatisfy(\.properties.isWhitespace) {
      report.error("empty-grader-text", "the rubric is empty", under: "rubric")
      return nil
    }
    if seat == nil, bench.isComplete {
      let near = NearestName.of(spec.by, in: Array(bench.seats.keys)).map { "; did you mean `\($0)`?" } ?? ""
      report.error(
        "unknown-judge", "there is no judge \(spec.by.quoted())\(near)", under: "by",
        hint: "a judge is a target file \(Judge.file(spec.by, "yaml")); see docs/judges.md")
      return nil
    }
  }

  func grade(_ transcript: Transcript, of evalCase: EvalCase) async -> Grade {
    await grade(transcript, of: evalCase, seed: nil)
  }

  /// Judges a transcript; without the seed of a trial an answer that is remembered is taken.
  func grade(_ transcript: Transcript, of evalCase: EvalCase, seed: UInt64?) async -> Grade {
    if transcript.isEmpty { return failForEmptiness() }
    guard let seat else { return unasked(Digest(of: spec.by)) }
    let digest = seat.judge.digest(with: spec.rubricDigest)
    let prompt = JudgePrompt(judge: digest, rubric: spec.rubric, evalCase: evalCase, transcript: transcript)
    var note = JudgeNote(name: name, digest: digest)
    guard prompt.length <= JudgePrompt.longest else {
      let length = "\(prompt.length) characters, and a judge is asked with at most \(JudgePrompt.longest)"
      var grade = ungraded("the question would have \(length): nothing is cut, so nothing was asked")
      grade.judge = note
      return grade
    }
    if seed == nil, let answer = await seat.memory.answer(to: prompt.key) {
      note.votes = answer.votes
      return self.grade(note, answer.votes, of: transcript)
    }
    guard let adapter = seat.adapter else { return unasked(digest) }
    var votes: [JudgeVote] = []
    repeat {
      let number = votes.count
      let request = prompt.request(
        of: seat.judge, evalCase: evalCase, seed: prompt.seed(trial: seed, vote: number), vote: number)
      note.calls += 1
      do throws(AdapterFailure) {
        let response = try await adapter.respond(to: request)
        note.take(response, price: seat.judge.target.price)
        votes.append(vote(response, about: transcript, isTrial: seed != nil))
      } catch {
        note.votes = votes
        note.failure = error.kind
        var grade = ungraded(
          "judge \(name) did not answer: \(error.kind.rawValue): \(error.message.visible(most: 200))")
        grade.judge = note
        return grade
      }
    } while votes.count == 1 && votes[0].result == .fail
    note.votes = votes
    let grade = self.grade(note, votes, of: transcript)
    if seed == nil {
      await seat.memory.keep(
        JudgeAnswer(key: prompt.key, result: grade.result, reason: grade.reason, votes: votes))
    }
    return grade
  }

  /// What one or two answers mean.
  private func grade(_ note: JudgeNote, _ votes: [JudgeVote], of transcript: Transcript) -> Grade {
    var grade: Grade
    switch votes.map(\.result) {
    case [.pass]: grade = pass(votes[0].reason.visible(most: 300))
    case [.fail, .fail]: grade = fail(votes[0].reason.visible(most: 300))
    case [.fail, .pass]:
      grade = ungraded(
        "the judge disagrees with itself: it said fail, then pass: \(votes[0].reason.visible(most: 200))")
    default: grade = ungraded(votes.last?.reason.visible(most: 300) ?? "the judge said nothing")
    }
    let quote = votes.lazy.compactMap { $0.quote }.first
    grade.evidence = quote.flatMap { JudgeReply.place(of: $0, in: transcript) }
    grade.judge = note
    return grade
  }

  /// Reads an answer. In a trial, one of a model that was not measured is none: the calibration speaks of another judge.
  private func vote(_ response: Response, about transcript: Transcript, isTrial: Bool) -> JudgeVote {
    if isTrial, let measured = seat?.judge.measuredModels, let model = response.model, !measured.contains(model) {
      return JudgeVote(
        result: .ungraded,
        reason: "the model \(model.quoted()) answered, and \(measured.joined(separator: ", ")) was measured",
        model: model)
    }
    do throws(JudgeReply.Problem) {
      let reply = try JudgeReply.read(response, about: transcript)
      return JudgeVote(
        result: reply.result, reason: Self.shortened(reply.reason), quote: reply.quote, model: response.model)
    } catch {
      return JudgeVote(result: .ungraded, reason: error.message, model: response.model)
    }
  }

  private func unasked(_ digest: Digest) -> Grade {
    var grade = ungraded("judge \(name) was not asked")
    grade.judge = JudgeNote(name: name, digest: digest, unasked: true)
    return grade
  }

  private static func shortened(_ text: String) -> String {
    text.unicodeScalars.count <= 500 ? text : String(String.UnicodeScalarView(text.unicodeScalars.prefix(499))) + "…"
  }
}

extension JudgeNote {
  /// Adds what a response took; counts that no answer can have are cut.
  fileprivate mutating func take(_ response: Response, price: Price?) {
    func bound(_ count: Int) -> Int { min(max(0, count), 1_000_000_000) }
    let used = Usage(
      inputTokens: bound(response.usage.inputTokens), outputTokens: bound(response.usage.outputTokens),
      cachedInputTokens: bound(response.usage.cachedInputTokens),
      reasoningTokens: bound(response.usage.reasoningTokens))
    usage = usage + used
    costMicros = price?.micros(usage) ?? 0
  }
}
