import Testing

@testable import relapse

@Suite struct ContinuousIntegrationTests {
  @Test(
    arguments: [
      (["CI": "true"], true), (["CI": "1"], true), (["CI": "yes"], true), (["CI": "woodpecker"], true),
      (["CI": "TRUE"], true), (["TF_BUILD": "True"], true), (["JENKINS_URL": "https://ci.example/"], true),
      (["TEAMCITY_VERSION": "2026.1"], true), (["CODEBUILD_BUILD_ID": "b:1"], true),
      (["CI": "", "TF_BUILD": "True"], true),
      ([:], false), (["CI": ""], false), (["CI": "false"], false), (["CI": "False "], false), (["CI": "0"], false),
      (["CI": "no"], false), (["CI_NAME": "x"], false),
    ] as [([String: String], Bool)])
  func whatServicesSetIsSeen(environment: [String: String], isCI: Bool) {
    #expect(ContinuousIntegration.isDetected(in: environment) == isCI)
  }
}
