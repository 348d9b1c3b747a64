switch CommandLine.arguments.dropFirst().first {
case "decide": Decide.run()
default: print("usage: relapse-bench decide")
}
