/// Arguments of commands that a person may paste.
enum ShellWord {
  /// A command line of quoted words.
  static func line(_ words: [String]) -> String { words.map { quote($0) }.joined(separator: " ") }

  /// One word: as it is when it needs no quotes, else in single quotes; acting characters become symbols.
  static func quote(_ word: String) -> String {
    let isPlain =
      !word.isEmpty
      && word.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "/"), UInt8(ascii: "="),
          UInt8(ascii: ":"), UInt8(ascii: "+"), UInt8(ascii: ","), UInt8(ascii: "@"), UInt8(ascii: "%"):
          true
        default: false
        }
      }
    guard !isPlain else { return word }
    var quoted = "'"
    for scalar in VisibleSymbols.show(word, .line).unicodeScalars {
      if scalar == "'" { quoted += "'\\''" } else { quoted.unicodeScalars.append(scalar) }
    }
    return quoted + "'"
  }
}
