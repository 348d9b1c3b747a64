/// What is plainly made up, so that examples and shipped evalsets stay as they are.
///
/// Only what a standard or a provider sets aside: domains of RFC 2606 and RFC 6761, numbers with the exchange 555 and those that
/// Ofcom keeps for drama, addresses of RFC 5737 and RFC 3849, test numbers of card processors, accounts of registries' examples; and
/// the pseudonyms of this program.
enum FictionalData {
  /// Whether a domain can belong to nobody.
  static func isReserved(domain: String) -> Bool {
    let labels = domain.split(separator: ".")
    if let last = labels.last, ["example", "test", "invalid", "localhost"].contains(last) { return true }
    return labels.count >= 2 && labels[labels.count - 2] == "example"
      && ["com", "org", "net"].contains(labels[labels.count - 1])
  }

  /// Whether a phone number, as digits with the country code, rings nowhere.
  static func isFictional(phone digits: String) -> Bool {
    // No country code begins with 0.
    if digits.hasPrefix("00") { return true }
    let local = digits.hasPrefix("1") && digits.utf8.count == 11 ? digits.dropFirst() : digits[...]
    if local.utf8.count == 10, local.dropFirst(3).hasPrefix("555") { return true }
    if digits.utf8.count == 7, digits.hasPrefix("555") { return true }
    // Numbers for use in drama, United Kingdom.
    let british = digits.hasPrefix("44") ? digits.dropFirst(2) : digits.hasPrefix("0") ? digits.dropFirst() : ""
    return british.hasPrefix("7700900") || british.hasPrefix("2079460") || british.hasPrefix("1632960")
      || Set(digits.utf8).count <= 1
  }

  /// Whether a card number is for tests: those that processors publish, numbers of at most three digits, and our own.
  static func isFictional(card digits: String) -> Bool {
    if cards.contains(digits) { return true }
    // Nobody gives out numbers with five zeros behind the first two digits.
    return digits.dropFirst(2).hasPrefix("00000") || Set(digits.utf8).count <= 2
  }

  private static let cards: Set<String> = [
    "4242424242424242", "4111111111111111", "4012888888881881", "4222222222222", "5555555555554444", "5105105105105100",
    "2223003122003222", "5200828282828210", "378282246310005", "371449635398431", "378734493671000", "6011111111111117",
    "6011000990139424", "6011981111111113", "30569309025904", "38520000023237", "3056930009020004", "36227206271667",
    "3530111333300000", "3566002020360505", "6200000000000005", "6200000000000047", "4000056655665556",
    "4000000000000002", "4000000000009995", "4000002500003155", "2222420000001113", "4917610000000000",
  ]

  /// Whether an account is an example: those of the registries, and our own.
  static func isFictional(account: String) -> Bool {
    accounts.contains(account) || account.dropFirst(4).dropLast(4).allSatisfy { $0 == "0" }
  }

  private static let accounts: Set<String> = [
    "DE89370400440532013000", "GB82WEST12345698765432", "GB33BUKB20201555555555", "GB29NWBK60161331926819",
    "FR1420041010050500013M02606", "FR7630006000011234567890189", "ES9121000418450200051332",
    "IT60X0542811101000000123456",
    "NL91ABNA0417164300", "BE68539007547034", "CH9300762011623852957", "AT611904300234573201", "DK5000400440116243",
    "FI2112345600000785", "SE4550000000058398257466", "NO9386011117947", "PT50000201231234567890154",
    "PL61109010140000071219812874", "IE29AIBK93115212345678", "LU280019400644750000",
  ]

  /// Whether an IPv4 address is that of no host on the internet: private, local, for documentation, for tests, or for many.
  static func isReserved(octets: [Int]) -> Bool {
    switch (octets[0], octets[1], octets[2]) {
    case (0, _, _), (10, _, _), (127, _, _), (192, 168, _), (169, 254, _), (192, 0, 2), (198, 51, 100), (203, 0, 113):
      true
    case (172, 16...31, _), (198, 18...19, _), (100, 64...127, _), (224...255, _, _): true
    default: false
    }
  }

  /// Whether an IPv6 address is that of no host on the internet.
  static func isReserved(groups: [UInt16]) -> Bool {
    if groups.dropLast().allSatisfy({ $0 == 0 }) { return true }
    if groups[0] == 0x2001, groups[1] == 0xDB8 { return true }
    return groups[0] & 0xFFC0 == 0xFE80 || groups[0] & 0xFE00 == 0xFC00 || groups[0] & 0xFF00 == 0xFF00
  }
}
