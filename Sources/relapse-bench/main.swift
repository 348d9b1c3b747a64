#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

let words = Array(CommandLine.arguments.dropFirst(2))
switch CommandLine.arguments.dropFirst().first {
case "decide": Decide.run()
case "compare": CompareBench.run(words)
case "import": await ImportBench.run()
case "http": await HTTPBench.run(words)
case "http-server": HTTPBenchServer.serve(words)
case "soak": if await !Soak.run(words) { exit(1) }
case "run": try await RunBench.run(words)
case "one": try await RunBench.one(words)
case "memory": RunBench.memory()
case "local": try await RunBench.local(words)
case "decide-record": try RunBench.decideRecord(words.first ?? ".")
case "resume-scan": try RunBench.resumeScan(words.first ?? ".")
case "report": RunBench.report()
case "html": try RunBench.html(words.first ?? ".")
case "start": RunBench.start(words.first ?? "relapse")
default: print("usage: relapse-bench decide|compare|import|http|soak|run|memory|report|start PROGRAM")
}
