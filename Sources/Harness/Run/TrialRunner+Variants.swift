import EvalSchema
import Graders

extension TrialRunner.Assignment {
  /// The trial of a case at an index, in the variant whose turn it is, with the seed of a run.
  init(
    _ grader: CaseGrader, _ rotation: VariantRotation, index: Int, run seed: UInt64, origin: Double, guess: Double = 0,
    ticket: RequestPacer.Ticket? = nil
  ) {
    let variant = rotation.name(ofTrial: index)
    self.init(
      grader: grader, variant: variant, input: rotation.input(ofTrial: index), index: index,
      seed: TrialSeed.of(run: seed, evalCase: grader.evalCase.id, variant: variant, index: index), origin: origin,
      guess: guess, ticket: ticket)
  }

  /// What the trial asks: the input of its variant, or of the case.
  var asked: CaseInput { input ?? grader.evalCase.input }
}
