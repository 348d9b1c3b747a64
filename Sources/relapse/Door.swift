import EvalSchema
import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Arguments in, values through, exit code out.
@main
enum Door {
  static func main() async {
    let world = World(
      environment: ProcessInfo.processInfo.environment, arguments: Array(CommandLine.arguments.dropFirst()),
      program: CommandLine.arguments.first ?? "relapse", console: Console(), keyboard: .standard)
    signal(SIGPIPE, SIG_IGN)
    // A file that may not grow is a failing write, which is told, as that of a full disk.
    signal(SIGXFSZ, SIG_IGN)
    var status = await run(world)
    if world.console.hasLostOutput {
      world.report("relapse: error[output-lost]: standard output could not be written\n")
      if status == .pass { status = .usage }
    }
    exit(status.rawValue)
  }

  /// Runs one command line; never throws: whatever happens has a word and a code.
  static func run(_ world: World) async -> ExitStatus {
    do {
      return try await dispatch(world)
    } catch let error as UsageError {
      world.report(Rendering(world).diagnostics([error.diagnostic]))
      return .usage
    } catch let error as DiagnosticError {
      world.report(Rendering(world).diagnostics(error.diagnostics))
      // A disk is the machine's trouble, whichever folder was meant and whoever finds it.
      return error.diagnostics.contains { $0.code == "record-unwritable" } ? .error : .usage
    } catch let error as CommandFailure {
      world.report(Rendering(world).diagnostics(error.diagnostics))
      if error.status == .empty {
        Rendering(world).line("EMPTY  nothing was selected, so nothing was judged · exit code \(error.status.rawValue)")
      }
      return error.status
    } catch let error as Interrupted {
      return error.status
    } catch is CancellationError {
      return .interrupted
    } catch {
      world.report(
        Rendering(world).diagnostics([.error("fault", "internal fault: \(error)", hint: "please report this")]))
      return .fault
    }
  }

  private static func dispatch(_ world: World) async throws -> ExitStatus {
    var words = world.arguments[...]
    guard let verb = words.popFirst() else {
      world.print(HelpText.overview(commands))
      return .pass
    }
    switch verb {
    case "help", "--help", "-h": return try help(words.first, world)
    case "--version", "version":
      world.print("relapse \(World.tool.version)\n")
      return .pass
    default: break
    }
    let spec = try command(verb)
    let invocation = try ArgumentParser(spec: spec).parse(Array(words), environment: world.environment)
    if invocation.has("help") {
      world.print(HelpText.page(spec))
      return .pass
    }
    var world = world
    world.color = try invocation.choice("color", default: .auto)
    world.ascii = invocation.has("ascii")
    return try await spec.run(invocation, world)
  }

  private static func help(_ verb: String?, _ world: World) throws -> ExitStatus {
    world.print(try verb.map { HelpText.page(try command($0)) } ?? HelpText.overview(commands))
    return .pass
  }

  private static func command(_ verb: String) throws -> CommandSpec {
    if let spec = commands.first(where: { $0.name == verb }) { return spec }
    let near = NearestName.of(verb, in: commands.map(\.name)).map { "; did you mean '\($0)'?" } ?? ""
    throw UsageError("unknown command '\(verb)'\(near)", hint: "relapse help lists the commands")
  }

  /// Every command, in the order of the help.
  static let commands: [CommandSpec] = [
    DemoCommand.spec,
    ImportCommand.spec,
    VaryCommand.spec,
    CoverageCommand.spec,
    CheckCommand.spec,
    AdmitCommand.spec,
    AmendCommand.spec,
    RetireCommand.spec,
    WaiveCommand.spec,
    ProveCommand.spec,
    PlanCommand.spec,
    RunCommand.spec,
    GateCommand.spec,
    CompareCommand.spec,
    AttributeCommand.spec,
    WatchCommand.spec,
    RegradeCommand.spec,
    RecordCommand.spec,
    ReportCommand.spec,
    ShowCommand.spec,
    ListCommand.spec,
    LabelCommand.spec,
    CalibrateCommand.spec,
    DoctorCommand.spec,
    ExplainCommand.spec,
    SchemaCommand.spec,
  ]
}

/// A command that ends with a status of its own and says why.
struct CommandFailure: Error {
  /// How the program ends.
  var status: ExitStatus
  /// Why.
  var diagnostics: [Diagnostic]

  init(_ status: ExitStatus, _ diagnostics: [Diagnostic]) {
    self.status = status
    self.diagnostics = diagnostics
  }
}
