import EvalSchema

/// Commands that a report tells the reader to run; every word is quoted for a shell.
struct NextCommand {
  let outline: ReportOutline

  /// What to do about the verdict as a whole.
  var overall: String {
    let verdict = outline.verdict
    switch verdict.verdict {
    case .fail:
      let worst = outline.cases.first { outline.blocks($0) && $0.verdict == .fail } ?? outline.cases.first
      return worst.map { show($0) } ?? showRun
    case .inconclusive:
      if isCached { return anew }
      let wasStopped = verdict.reason == .interrupted || outline.facts.footer?.stopped != nil
      return wasStopped ? resume : outline.cases.first.map { show($0) } ?? showRun
    case .error:
      switch verdict.reason {
      case .authFailed, .quotaExceeded, .targetUnavailable: return doctor
      case .graderError: return regrade
      case .noTrials where isCached: return anew
      case .judgeUnavailable: return resume
      case .tooManyErrors, .noTrials: return outline.facts.footer?.stopped == nil ? doctor : resume
      default: return showRun
      }
    case .empty: return ShellWord.line(["relapse", "list", outline.facts.header.evalsetPath])
    case .pass: return showRun
    }
  }

  /// Look at the run in the terminal.
  var showRun: String { ShellWord.line(["relapse", "show", outline.runDirectory]) }

  /// Whether trials are missing because a cache answered them: no resumed run asks them again.
  var isCached: Bool { outline.verdict.warnings.contains { $0.code == "cached-answers" } }

  /// Run and decide in a new record, without a cache.
  var anew: String {
    let header = outline.facts.header
    return ShellWord.line(["relapse", "gate", header.evalsetPath, "--target", header.target.name])
  }

  /// Go on with the record where it ended.
  var resume: String {
    ShellWord.line(["relapse", "gate", outline.runDirectory, "--resume"])
  }

  /// Ask the target once and hear what is wrong.
  var doctor: String {
    let header = outline.facts.header
    return ShellWord.line(["relapse", "doctor", header.evalsetPath, "--target", header.target.name])
  }

  /// Judge the transcripts again after a grader was mended.
  var regrade: String {
    ShellWord.line(["relapse", "regrade", outline.runDirectory, "--out", outline.runDirectory + "-regraded"])
  }

  /// Look at one case in the terminal, at its first failing trial when there is one.
  func show(_ found: CaseVerdict) -> String {
    let trial = outline.examples(found.id).first { $0.outcome == .failed }
    let place = trial.map { "\(found.id)/\($0.index)" } ?? found.id
    return ShellWord.line(["relapse", "show", outline.runDirectory, place])
  }

  /// Run one case again with the same seeds.
  func rerun(_ found: CaseVerdict) -> String {
    let header = outline.facts.header
    return ShellWord.line([
      "relapse", "run", header.evalsetPath, "--target", header.target.name, "--case", found.id, "--seed",
      String(outline.verdict.seed),
    ])
  }

  /// Decide the gate again from the record: the same bytes.
  var redecide: String { ShellWord.line(["relapse", "gate", outline.runDirectory]) }

  /// See what more trials would cost and decide.
  var plan: String {
    let header = outline.facts.header
    return ShellWord.line(["relapse", "plan", header.evalsetPath, "--target", header.target.name])
  }
}
