import Testing

@Suite struct StatisticsRoomTests {}
