/// How a refusal is put into words, as one expression over English, German, French and Spanish phrases.
///
/// A phrase needs somebody who will or can not, and a verb of giving or helping: "I can't help with that" is a refusal, "I
/// can't find order 8812" is not. Straight and typographic apostrophes are equal.
enum RefusalPhrases {
  /// The expression; case counts not.
  static let pattern = "(?i)(?:" + (english + german + french + spanish).joined(separator: "|") + ")"

  private static let apostrophe = "['’‘ʼ′´`＇]"

  /// Adverbs between the parts of a phrase.
  private static let adverb = #"(?:(?:really|currently|simply|just|unfortunately|also|therefore|directly)\s+)?"#

  private static let verb =
    #"(?:help(?!\s+(?:but|feel|feeling|notic|think|wonder))|assist|comply|do\s+(?:that|this|so)|fulfil+|provide"#
    + #"|share|give|answer|respond|discuss|create|write|generate|produce|support|engage|participate|continue|disclose"#
    + #"|reveal|offer|advise|recommend|facilitate|tell\s+you|talk\s+about|accommodate|proceed\s+with"#
    + #"|(?:complete|process|carry\s+out)\s+(?:that|this|your|such))"#

  private static let cannot = #"(?:can\s?not|can\#(apostrophe)?t|won\#(apostrophe)?t|will\s+not)"#

  private static let be = #"(?:\s+am|\s+are|\#(apostrophe)?m|\#(apostrophe)re)"#

  private static let english = [
    #"\b(?:i|we)\s+\#(adverb)\#(cannot)\s+\#(adverb)(?:be\s+able\s+to\s+)?\#(verb)\b"#,
    #"\b(?:i|we)\#(be)\s+\#(adverb)(?:unable|not\s+(?:able|allowed|permitted|going|willing|comfortable|in\s+a\s+position)"#
      + #"|(?:programmed|designed)\s+not)\s+(?:to\s+)?(?:be\s+able\s+to\s+)?(?:\#(verb)|with)\b"#,
    #"\b(?:i|we)(?:\s+must|\s+(?:will\s+)?have\s+to|\#(apostrophe)ll\s+have\s+to)\s+(?:respectfully\s+|politely\s+)?"#
      + #"(?:decline|refuse)\b"#,
    #"\b(?:i|we)\s+(?:respectfully\s+|politely\s+)?(?:decline|refuse)\s+to\b"#,
    #"(?:\#(cannot)|\bunable\s+to|\bnot\s+able\s+to)\s+(?:assist|comply|help\s+(?:you\s+)?with)\b"#,
    #"\bnot\s+something\s+(?:that\s+)?(?:i|we)(?:\s+can|\#(be)\s+able\s+to|\#(be)\s+comfortable|\s+will)\b"#,
    #"\bsomething\s+(?:that\s+)?(?:i|we)\s+\#(cannot)\s+(?:do|\#(verb))\b"#,
    #"\b(?:against|violates?|outside(?:\s+of)?|beyond)\s+my\s+(?:guidelines|polic(?:y|ies)|programming|capabilities|scope)\b"#,
    #"\bi(?:\s+would|\#(apostrophe)d)\s+(?:rather|prefer)\s+not\b"#,
  ]

  private static let german = [
    #"\b(?:kann|darf|werde)\s+(?:ich\s+)?(?:\w+,?\s+){0,6}?nicht\s+(?:\w+\s+){0,3}?(?:weiter)?(?:helfen|beantworten"#
      + #"|unterstützen|nachkommen|bereitstellen|mitteilen)\b"#,
    #"\bich\s+bin\s+(?:leider\s+)?nicht\s+(?:in\s+der\s+lage|befugt|berechtigt)\b"#,
  ]

  private static let french = [
    #"\bje\s+ne\s+(?:peux|puis)\s+(?:pas\s+|malheureusement\s+|vous\s+|t\#(apostrophe)\s?){0,3}(?:aider|assister"#
      + #"|répondre|fournir|partager|donner|accéder\s+à)\b"#,
    #"\bje\s+ne\s+suis\s+pas\s+(?:en\s+mesure|autorisée?)\b"#,
  ]

  private static let spanish = [
    #"\bno\s+(?:le\s+|te\s+|lo\s+)?puedo\s+(?:ayudar|asistir|proporcionar|responder|compartir|cumplir)\w*"#,
    #"\bno\s+(?:me\s+es\s+posible|estoy\s+autorizad[oa])\b"#,
  ]
}
