import EvalSchema
import Testing

@testable import Adapters

@Suite struct AdapterFactoryTests {
  @Test func everyKindHasItsAdapter() throws {
    let simulated = try AdapterFactory.adapter(for: SimulatorFixtures.target(), environment: [:])
    #expect(simulated is SimulatedAdapter)
    let target = Target(name: "x", adapter: .command, command: CommandTarget(program: ["/bin/sh"], directory: "/"))
    #expect(try AdapterFactory.adapter(for: target, environment: [:]) is CommandAdapter)
  }

  @Test(arguments: AdapterKind.allCases.filter { $0.neededBlock != nil })
  func aTargetWithoutItsSectionIsAFinding(kind: AdapterKind) {
    let error = #expect(throws: DiagnosticError.self) {
      try AdapterFactory.adapter(for: Target(name: "x", adapter: kind), environment: [:])
    }
    #expect(error?.diagnostics.map(\.code) == ["target-section"])
  }
}
