package import EvalSchema

extension AdapterFactory {
  /// How many requests at once the process has descriptors for, at most as many as are wished for.
  ///
  /// The soft limit of descriptors is raised to the hard one first.
  package static func capacity(of target: Target, atMost wish: Int) -> Int {
    let wish = max(1, wish)
    if target.adapter.isRemote { return DescriptorLimit.requests(under: DescriptorLimit.raised, atMost: wish) }
    // One process a request holds three pipes, and while it starts both ends of them.
    guard target.adapter == .command, target.command?.mode == .once else { return wish }
    return max(1, min(wish, (DescriptorLimit.raised - 192) / 6))
  }
}
