import Testing

@Suite struct HarnessRoomTests {}
