/// Finds international bank account numbers by country, length and checksum (ISO 13616, MOD 97-10 of ISO 7064).
enum BankAccountForm {
  static func spans(in scalars: [Unicode.Scalar]) -> [SensitiveSpan] {
    var found: [SensitiveSpan] = []
    var index = 0
    while index + 14 < scalars.count {
      guard scalars[index].isASCIILetter, scalars[index + 1].isASCIILetter, scalars[index + 2].isDigit,
        index == 0 || !scalars[index - 1].isWordPart,
        let (end, account) = account(in: scalars, at: index)
      else {
        index += 1
        continue
      }
      found.append(
        SensitiveSpan(
          kind: .iban, range: index..<end, identity: account, isFictional: FictionalData.isFictional(account: account)))
      index = end
    }
    return found
  }

  private static func account(in scalars: [Unicode.Scalar], at start: Int) -> (Int, String)? {
    let country = scalars[start...(start + 1)].text.uppercased()
    guard let length = lengths[country] else { return nil }
    var account = ""
    var index = start
    while index < scalars.count, account.utf8.count < length {
      if scalars[index].isASCIIWord {
        account.unicodeScalars.append(scalars[index])
      } else if scalars[index] != " " && scalars[index] != "\u{A0}" || index > 0 && !scalars[index - 1].isASCIIWord {
        return nil
      }
      index += 1
    }
    guard account.utf8.count == length, index == scalars.count || !scalars[index].isWordPart else { return nil }
    let upper = account.uppercased()
    return isValid(upper) ? (index, upper) : nil
  }

  /// Whether the checksum holds. Complexity: O(n).
  static func isValid(_ account: String) -> Bool { remainder(account.dropFirst(4) + account.prefix(4)) == 1 }

  private static func remainder(_ text: some StringProtocol) -> Int {
    text.utf8.reduce(0) { rest, byte in
      let value = byte >= 0x30 && byte <= 0x39 ? Int(byte) - 0x30 : Int(byte) - 0x41 + 10
      return (rest * (value > 9 ? 100 : 10) + value) % 97
    }
  }

  /// A made-up account of the same country and length, with a valid checksum.
  static func pseudonym(like account: String, number: Int) -> String {
    let country = String(account.prefix(2))
    let length = account.utf8.count - 4
    let digits = String(number)
    let body = String(repeating: "0", count: max(0, length - digits.utf8.count)) + digits
    let check = 98 - remainder(body + country + "00")
    return country + (check < 10 ? "0" : "") + "\(check)" + body
  }

  /// The lengths of the registered countries.
  private static let lengths: [String: Int] = [
    "AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BR": 29, "BY": 28,
    "CH": 21, "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "DO": 28, "EE": 20, "EG": 29, "ES": 24, "FI": 18,
    "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23, "GL": 18, "GR": 27, "GT": 28, "HR": 21, "HU": 28, "IE": 22,
    "IL": 23, "IQ": 23, "IS": 26, "IT": 27, "JO": 30, "KW": 30, "KZ": 20, "LB": 28, "LC": 32, "LI": 21, "LT": 20,
    "LU": 20, "LV": 21, "LY": 25, "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MR": 27, "MT": 31, "MU": 30, "NL": 18,
    "NO": 15, "PK": 24, "PL": 28, "PS": 29, "PT": 25, "QA": 29, "RO": 24, "RS": 22, "SA": 24, "SC": 31, "SE": 24,
    "SI": 19, "SK": 24, "SM": 27, "ST": 25, "SV": 28, "TL": 23, "TN": 24, "TR": 26, "UA": 29, "VA": 22, "VG": 24,
    "XK": 20,
  ]
}
