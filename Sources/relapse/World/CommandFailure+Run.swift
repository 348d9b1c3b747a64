import EvalSchema
import Harness

extension CommandFailure {
  /// A run that could not be recorded: exit code 4, but 2 where another run was quicker to take the folder.
  init(_ failure: RunFailure) {
    self.init(failure.diagnostic.code == "record-exists" ? .usage : .error, [failure.diagnostic])
  }
}
