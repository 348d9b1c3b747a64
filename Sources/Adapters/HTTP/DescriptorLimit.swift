#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// How many descriptors the process may have open: under the usual 1,024 a thousand requests in flight fail.
enum DescriptorLimit {
  /// The soft limit, after it was raised to the hard one, at most 65,536; raised once in the life of the process.
  static let raised: Int = raise(to: 65_536)

  /// How many requests may be in flight under a limit: two descriptors each, and 192 for everything else.
  static func requests(under limit: Int, atMost most: Int) -> Int { max(1, min(most, (limit - 192) / 2)) }

  private static func raise(to wish: UInt64) -> Int {
    var limits = rlimit()
    guard getrlimit(descriptors, &limits) == 0 else { return 1024 }
    let soft = UInt64(limits.rlim_cur)
    let wanted = min(wish, UInt64(limits.rlim_max))
    if soft < wanted {
      limits.rlim_cur = rlim_t(wanted)
      if setrlimit(descriptors, &limits) == 0 { return Int(wanted) }
    }
    return Int(clamping: min(soft, wish))
  }

  #if canImport(Glibc)
    private static var descriptors: __rlimit_resource_t { __rlimit_resource_t(RLIMIT_NOFILE.rawValue) }
  #else
    private static var descriptors: Int32 { RLIMIT_NOFILE }
  #endif
}
