/// ln of the sum of e^v over `values`, without overflow; -infinity for none.
func logSumExp(_ values: some Collection<Double>) -> Double {
  guard let largest = values.max() else { return -.infinity }
  guard largest.isFinite else { return largest }
  return largest + ln(values.reduce(0) { $0 + exponential($1 - largest) })
}
