import Testing

@Suite struct GradersRoomTests {}
