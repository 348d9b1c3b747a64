import Testing

@Suite struct relapseRoomTests {}
