import Foundation
import Testing

@testable import relapse

/// The real program under a real pseudo-terminal, driven by Python's `pty`.
@Suite struct ImportTerminalTests {
  /// Starts the program on a terminal and types a line at each prompt; prints what the terminal got, and the exit code.
  private static let driver = """
    import json, os, pty, select, sys
    program, script = sys.argv[1:3]
    lines = json.load(open(script))
    marker = os.environ.get("INTERRUPT_AT", "")
    child, terminal = pty.fork()
    if child == 0:
        os.execve(program, [program] + sys.argv[3:], {"TERM": "xterm", "USER": "mirela", "PATH": os.environ.get("PATH", "")})
    shown = b""
    while True:
        ready = []
        for _ in range(6000):
            ready, _, _ = select.select([terminal], [], [], 0.01)
            if ready:
                break
            if marker and os.path.exists(marker):
                marker = ""
                os.write(terminal, b"\\x03")
        try:
            data = os.read(terminal, 65536) if ready else b""
        except OSError:
            data = b""
        if not data:
            break
        shown += data
        if shown.endswith(b"> "):
            line = lines.pop(0) if lines else "\\x04"
            os.write(terminal, (line if line in ("\\x03", "\\x04") else line + "\\n").encode())
    os.close(terminal)
    _, status = os.waitpid(child, 0)
    sys.stdout.buffer.write(shown)
    print("\\nEXIT", os.waitstatus_to_exitcode(status))
    """

  private func program() -> String? {
    let folder = Bundle.main.bundleURL.deletingLastPathComponent()
    let candidates = [folder.appending(path: "relapse").path, Bundle.main.bundleURL.appending(path: "relapse").path]
    return candidates.first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  private static let document = """
    # INC-3002: Assistant promised free repairs for ever

    **Status:** Confirmed
    **Severity:** SEV-2

    ## What happened

    > **User**: Is the pole repaired for free?

    > **Assistant**: Every repair is free for ever.\u{1B}]0;owned\u{7}\u{1B}[2J

    ## Action items

    - [ ] Index the terms
    """

  private static let typed = [
    "Mirela, review signed", "2026-11-03", "fabricated-policy", "1", "1", "Names the warranty.",
    "Repairs are free within the warranty.", "- free for ever", "+ warranty", "", "low", "1", "", "support-ai", "y",
  ]

  /// What the terminal showed while these lines were typed, with the exit code at the end; nil where there is no terminal to try.
  ///
  /// - Parameters:
  ///   - more: More words of the command line.
  ///   - marker: A file; when it is there and nothing is shown, Ctrl-C is pressed.
  private func shown(
    _ world: TestWorld, typing typed: [String], _ more: [String] = [], interruptingAt marker: String? = nil
  ) async throws -> String? {
    guard let program = program(), FileManager.default.isExecutableFile(atPath: "/usr/bin/python3") else {
      print("not tried on a pseudo-terminal: needs the built program and /usr/bin/python3")
      return nil
    }
    let file = world.folder + "/INC-3002.md"
    try Self.document.write(toFile: file, atomically: true, encoding: .utf8)
    try Self.driver.write(toFile: world.folder + "/drive.py", atomically: true, encoding: .utf8)
    try JSONEncoder().encode(typed).write(to: URL(filePath: world.folder + "/typed.json"))
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/python3")
    process.arguments =
      [
        world.folder + "/drive.py", program, world.folder + "/typed.json", "import", file, "--into", world.evalset,
        "--color", "never",
      ] + more
    process.environment = ProcessInfo.processInfo.environment.merging(["INTERRUPT_AT": marker ?? ""]) { _, new in new }
    // No thread waits for it: its output goes into a file.
    let path = world.folder + "/shown.txt"
    _ = FileManager.default.createFile(atPath: path, contents: nil)
    let output = try FileHandle(forWritingTo: URL(filePath: path))
    process.standardOutput = output
    try await withCheckedThrowingContinuation { (ended: CheckedContinuation<Void, any Error>) in
      process.terminationHandler = { _ in ended.resume() }
      do {
        try process.run()
      } catch {
        process.terminationHandler = nil
        ended.resume(throwing: error)
      }
    }
    try output.close()
    return String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
  }

  @Test func aPersonAtATerminalMakesACase() async throws {
    let world = try TestWorld()
    guard let shown = try await shown(world, typing: Self.typed) else { return }
    #expect(shown.contains("EXIT 0"), "\(shown)")
    #expect(shown.contains("write this?"))
    // What a document holds never reaches the terminal raw.
    #expect(!shown.unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x07 })
    let cases = try FileManager.default.contentsOfDirectory(atPath: world.evalset + "/cases")
    #expect(cases.contains { $0.hasPrefix("INC-3002") })
  }

  @Test func whatWasTypedBeforeControlCIsKept() async throws {
    let world = try TestWorld()
    guard let shown = try await shown(world, typing: Self.typed.prefix(3) + ["\u{3}"]) else { return }
    #expect(shown.contains("EXIT 130"), "\(shown)")
    let drafts = try FileManager.default.contentsOfDirectory(atPath: world.evalset + "/drafts")
    let text = try String(contentsOfFile: world.evalset + "/drafts/" + #require(drafts.first), encoding: .utf8)
    #expect(text.contains("attested_by: Mirela") && text.contains("pattern: fabricated-policy"), "\(text)")
  }

  /// A model that answers nothing useful about the first document and hangs at the second, deaf to SIGTERM.
  private static let model = """
    import json, signal, sys, time
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    for line in sys.stdin:
        if "INC-3003" in line:
            open(sys.argv[1], "w").close()
            time.sleep(300)
        print(json.dumps({"id": json.loads(line)["id"], "message": {"role": "assistant", "content": "{\\"proposals\\": []}"}}), flush=True)
    """

  @Test func whatWasAnsweredIsWrittenWhenControlCEndsAModelsRequest() async throws {
    let world = try TestWorld()
    let marker = world.folder + "/hangs"
    let second = world.folder + "/INC-3003.md"
    try Self.document.replacing("3002", with: "3003").write(toFile: second, atomically: true, encoding: .utf8)
    let files = [
      "model.py": Self.model,
      "slow.yaml": """
      name: slow
      adapter: command
      limits: {timeout: 5m}
      command: {program: [/usr/bin/python3, model.py, "\(marker)"]}

      """,
    ]
    for (name, text) in files {
      try text.write(toFile: world.evalset + "/targets/" + name, atomically: true, encoding: .utf8)
    }
    let more = [second, "--assist", "slow"]
    guard let shown = try await shown(world, typing: Self.typed, more, interruptingAt: marker) else { return }
    #expect(shown.contains("EXIT 130") && shown.contains("stopping: what was asked is called off"), "\(shown)")
    #expect(shown.contains("left out: \(second)"), "\(shown)")
    let cases = try FileManager.default.contentsOfDirectory(atPath: world.evalset + "/cases")
    #expect(cases.contains { $0.hasPrefix("INC-3002") } && !cases.contains { $0.hasPrefix("INC-3003") })
  }
}
