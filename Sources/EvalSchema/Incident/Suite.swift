/// Where a case serves.
public enum Suite: String, Sendable, Codable, Hashable, CaseIterable {
  case regression
  case approvalBoundary = "approval-boundary"
  case toolSelection = "tool-selection"
  case citation, scorecard, canary
}

/// Where the cause of an incident lay; not the same axis as the pattern.
public enum Layer: String, Sendable, Codable, Hashable, CaseIterable {
  case retrieval, prompt, model
  case providerUpdate = "provider-update"
  case safetyFilter = "safety-filter"
  case tool
  case orchestrationState = "orchestration-state"
  case contextWindow = "context-window"
  case configuration
  case inputDistribution = "input-distribution"
  case upstreamData = "upstream-data"
  case accessControl = "access-control"
  case supplyChain = "supply-chain"
  case humanProcess = "human-process"
  case unknown
}
