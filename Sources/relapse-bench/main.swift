switch CommandLine.arguments.dropFirst().first {
case "decide": Decide.run()
case "compare": CompareBench.run()
case "http": await HTTPBench.run(Array(CommandLine.arguments.dropFirst(2)))
case "http-server": HTTPBenchServer.serve(Array(CommandLine.arguments.dropFirst(2)))
default: print("usage: relapse-bench decide|compare|http")
}
