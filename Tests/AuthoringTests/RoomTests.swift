import Testing

@Suite struct AuthoringRoomTests {}
