import EvalSchema

extension JudgedRate {
  /// The estimate of the true rate with its interval; nil without one.
  var estimateText: String? {
    guard let lower, let upper else { return nil }
    let point = estimate.map { "\(Percent.text($0)), " } ?? ""
    return "estimated true failure rate behind the judge: \(point)95% interval \(Percent.text(lower, .down)) to "
      + "\(Percent.text(upper, .up)) (for the number of trials made; no claim of the gate rests on it)"
  }
}

extension JudgeNote {
  /// Who judged and how often, with what it cost.
  var headline: String {
    var text = "judge \(name) (\(digest.short))"
    if unasked == true { return text + ", not asked" }
    text += ": " + (votes.isEmpty ? "no answer" : votes.map(\.result.rawValue).joined(separator: ", then "))
    if usage.inputTokens + usage.outputTokens > 0 {
      text += " · \(Amount.count(usage.inputTokens)) → \(Amount.count(usage.outputTokens)) tokens"
    }
    return text
  }

  /// Each answer with its reason and quotation.
  var answers: [String] {
    votes.enumerated().map { number, vote in
      var text = "answer \(number + 1), \(vote.result.rawValue): \(vote.reason)"
      if let quote = vote.quote { text += " — quotes “\(quote)”" }
      if let model = vote.model { text += " (\(model))" }
      return text
    }
  }
}
