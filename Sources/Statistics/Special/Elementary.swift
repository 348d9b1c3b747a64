// The elementary functions of the C library, under names of our own, so that the rest of the room needs no import.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The natural logarithm of `x`; -infinity at 0.
@inline(__always) package func ln(_ x: Double) -> Double { log(x) }

/// ln(1 + x) without loss for small `x`; -infinity at -1.
@inline(__always) func ln1p(_ x: Double) -> Double { log1p(x) }

/// e to the power of `x`.
@inline(__always) package func exponential(_ x: Double) -> Double { exp(x) }

/// e^x - 1 without loss for small `x`.
@inline(__always) func exponentialMinusOne(_ x: Double) -> Double { expm1(x) }

/// The complementary error function.
@inline(__always) func complementaryError(_ x: Double) -> Double { erfc(x) }

/// `x` to the power of `y`.
@inline(__always) func power(_ x: Double, _ y: Double) -> Double { pow(x, y) }
