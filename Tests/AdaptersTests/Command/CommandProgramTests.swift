import EvalSchema
import FoundationEssentials
import Testing

@testable import Adapters

@Suite struct CommandProgramTests {
  private func program(
    _ arguments: [String], directory: String? = "/", workers: Int = 1, listed: [String] = [],
    variables: [String: String] = ["PATH": "/nowhere:/usr/bin:/bin"]
  ) -> Result<CommandProgram, DiagnosticError> {
    let command = CommandTarget(program: arguments, workers: workers, environment: listed, directory: directory)
    do throws(DiagnosticError) {
      return .success(try CommandProgram(command, target: "t", environment: variables))
    } catch {
      return .failure(error)
    }
  }

  @Test func programsAreFoundAsAShellWould() throws {
    #expect(["/usr/bin/sh", "/bin/sh"].contains(try program(["sh", "-c", "exit"]).get().path))
    #expect(try program(["/bin/sh"]).get().path == "/bin/sh")
    #expect(try program(["bin/sh"]).get().path == "//bin/sh")
    #expect(["/usr/bin/sh", "/bin/sh"].contains(try program(["sh"], variables: [:]).get().path))
    #expect(try program(["sh", "", "a b", "$HOME"]).get().arguments == ["sh", "", "a b", "$HOME"])
  }

  @Test func theEnvironmentIsTheCommonVariablesAndTheListedOnes() throws {
    let variables = ["PATH": "/bin", "HOME": "/h", "LANG": "C", "B": "2", "A": "1", "C": "3"]
    let environment = try program(["/bin/sh"], listed: ["B", "A", "ABSENT", "HOME"], variables: variables).get()
      .environment
    #expect(environment == ["A=1", "B=2", "HOME=/h", "LANG=C", "PATH=/bin"])
  }

  @Test(arguments: [
    ([], "command-program"), ([""], "command-program"), (["a\u{0}b"], "command-program"),
    (["no-such-program-here"], "command-not-found"), (["./no-such-program"], "command-not-found"),
    (["/etc/passwd"], "command-not-found"), (["/bin"], "command-not-found"), (["bin"], "command-not-found"),
  ])
  func oddProgramsAreFoundBeforeTheFirstTrial(arguments: [String], code: String) {
    guard case .failure(let error) = program(arguments) else {
      Issue.record("\(arguments) is no program")
      return
    }
    #expect(error.diagnostics.map(\.code).contains(code))
  }

  @Test func allFindingsComeAtOnce() {
    guard case .failure(let error) = program([], directory: "/no/such/folder", workers: 0, listed: ["A=1", ""]) else {
      Issue.record("nothing was found")
      return
    }
    #expect(
      error.diagnostics.map(\.code) == [
        "command-workers", "command-environment", "command-environment", "command-directory", "command-program",
      ])
  }

  @Test func aRelativeFolderIsBelowOurs() throws {
    let here = FileManager.default.currentDirectoryPath
    #expect(try program(["/bin/sh"], directory: nil).get().directory == here)
    #expect(try program(["/bin/sh"], directory: "Sources").get().directory == here + "/Sources")
  }
}
