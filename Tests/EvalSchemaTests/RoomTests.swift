import Testing

@Suite struct EvalSchemaRoomTests {}
