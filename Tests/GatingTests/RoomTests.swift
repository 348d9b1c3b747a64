import Testing

@Suite struct GatingRoomTests {}
