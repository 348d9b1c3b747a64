import Testing

@Suite struct AdaptersRoomTests {}
