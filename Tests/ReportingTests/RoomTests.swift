import Testing

@Suite struct ReportingRoomTests {}
