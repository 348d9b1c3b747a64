import EvalSchema
import Testing

@testable import Harness
@testable import relapse

@Suite struct CommandFailureRunTests {
  @Test func aFolderThatAnotherRunTookIsAFaultOfUsageAndADiskIsNot() {
    for (code, status) in [("record-exists", EvalSchema.ExitStatus.usage), ("record-unwritable", .error)] {
      #expect(CommandFailure(RunFailure(diagnostic: .error(code, "m"), trials: 0)).status == status)
    }
  }
}
