import Testing

@testable import Harness

@Suite struct TextLanguageTests {
  @Test(arguments: [
    ("Your order has shipped and you can follow it with this link.", "en"),
    ("Ihre Bestellung ist unterwegs, und Sie können sie mit diesem Link verfolgen.", "de"),
    ("Votre commande est en route, vous pouvez la suivre avec ce lien.", "fr"),
    ("Su pedido está en camino y usted lo puede seguir con este enlace.", "es"),
    ("Il suo ordine è in viaggio, lo può seguire con questo link.", "it"),
    ("O seu pedido está a caminho, você pode acompanhar com o link.", "pt"),
    ("Uw bestelling is onderweg, u kunt het met deze link volgen, en niet anders.", "nl"),
    ("Państwa zamówienie jest w drodze, proszę się nie martwić.", "pl"),
    ("Din beställning är på väg och du kan följa den med en länk.", "sv"),
    ("Siparişiniz yolda, bu bağlantı ile takip için bir sayfa var.", "tr"),
    ("Ваш заказ уже в пути.", "cyrillic"), ("您的订单已经发货。", "zh"), ("ご注文の商品は発送されました。", "ja"),
    ("주문하신 상품이 발송되었습니다.", "ko"), ("تم شحن طلبك.", "arabic"), ("Η παραγγελία σας είναι καθ' οδόν.", "greek"),
    ("OK 4711", "latin"), ("Wohin?", "latin"),
  ])
  func aTextIsToldByItsScriptAndItsCommonestWords(_ text: String, _ language: String) {
    #expect(TextLanguage.of(text) == language)
  }

  @Test(arguments: ["", "12 345 — €", "👍🏽", "\u{202E}\u{0000}"]) func withoutLettersThereIsNoLanguage(_ text: String) {
    #expect(TextLanguage.of(text) == nil)
  }

  @Test func aLongTextIsReadInPart() {
    let text = String(repeating: "the and of ", count: 2_000) + String(repeating: "der die das und ", count: 20_000)
    #expect(TextLanguage.of(text) == "en")
  }
}
