// swift-tools-version: 6.1
import PackageDescription

/// Settings of every Swift target of the house.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// A room of the house: a library target with the settings of the house.
func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// The tests of a room, which mirror its files.
func tests(of room: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
  .testTarget(
    name: "\(room)Tests",
    dependencies: (room == "EvalSchema" ? [] : ["EvalSchema"]) + [.byName(name: room), "TestSupport"] + dependencies,
    resources: resources, swiftSettings: strict)
}

/// A C library of the system, imported by exactly one target.
func library(_ name: String, _ pkgConfig: String, apt: [String], brew: [String]) -> Target {
  .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt(apt), .brew(brew)])
}

let package = Package(
  name: "relapse",
  platforms: [.macOS(.v15)],
  products: [
    .library(
      name: "RelapseKit",
      targets: ["EvalSchema", "Statistics", "Authoring", "Adapters", "Graders", "Harness", "Gating", "Reporting"]),
    .executable(name: "relapse", targets: ["relapse"]),
  ],
  targets: [
    // Ground floor.
    room("EvalSchema"),
    room("Statistics"),

    // First floor: rooms that do not know each other, and the one that runs things.
    room("Authoring", ["EvalSchema", "CYAML", "CMarkdown"]),
    room("Adapters", ["EvalSchema", "CCurl", "CPlatform"]),
    room("Graders", ["EvalSchema", "CPCRE2", "CPlatform"]),
    room("Harness", ["EvalSchema", "Statistics", "Adapters", "Graders"]),
    room("Gating", ["EvalSchema", "Statistics"]),
    room("Reporting", ["EvalSchema", "CZlib"]),

    // The door, and the benchmarks.
    .executableTarget(
      name: "relapse",
      dependencies: ["EvalSchema", "Authoring", "Adapters", "Graders", "Harness", "Gating", "Reporting"],
      swiftSettings: strict),
    .executableTarget(
      name: "relapse-bench",
      dependencies: [
        "EvalSchema", "Statistics", "Authoring", "Adapters", "Graders", "Harness", "Gating", "Reporting",
      ],
      swiftSettings: strict),

    // C libraries, each for what it is best at, and the one small C target of ours.
    library("CYAML", "yaml-0.1", apt: ["libyaml-dev"], brew: ["libyaml"]),
    library(
      "CMarkdown", "libcmark-gfm", apt: ["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"],
      brew: ["cmark-gfm"]),
    library("CPCRE2", "libpcre2-8", apt: ["libpcre2-dev"], brew: ["pcre2"]),
    library("CCurl", "libcurl", apt: ["libcurl4-openssl-dev"], brew: ["curl"]),
    library("CZlib", "zlib", apt: ["zlib1g-dev"], brew: ["zlib"]),
    .target(name: "CPlatform"),

    // Tests.
    .target(name: "TestSupport", dependencies: ["EvalSchema"], path: "Tests/TestSupport", swiftSettings: strict),
    tests(of: "EvalSchema"),
    tests(of: "Statistics", resources: [.copy("Vectors")]),
    tests(of: "Authoring"),
    tests(of: "Adapters"),
    tests(of: "Graders"),
    tests(of: "Harness", ["Statistics", "Adapters", "Graders"]),
    tests(of: "Gating", ["Statistics"]),
    tests(of: "Reporting"),
    tests(of: "relapse", ["Authoring", "Adapters", "Graders", "Harness", "Gating", "Reporting"]),
  ]
)
