extension RecordTable {
  /// FireHydrant: incidents and retrospective reports of its API, with keys of either style.
  ///
  /// Field names of FireHydrant's API documentation, 2026: milestones stand in `lifecycle_phases`, and in `milestones` of old.
  static let fireHydrant = RecordTable(
    name: "FireHydrant",
    marks: [
      ["current_milestone"], ["currentMilestone"], ["incident/current_milestone"], ["incident/currentMilestone"],
      ["milestones/0/occurred_at", "milestones/0/type"], ["milestones/0/occurredAt", "milestones/0/type"],
    ],
    fields: [
      Field(.incidentID, ["number", "incident/number", "id"]),
      Field(.title, ["name", "incident/name"]),
      Field(
        .status,
        ["current_milestone", "currentMilestone", "incident/current_milestone", "incident/currentMilestone"]),
      Field(.severity, ["severity", "incident/severity", "priority", "incident/priority"]),
      Field(
        .date,
        [
          "lifecycle_phases/*/milestones[slug=started]/occurred_at", "milestones[type=started]/occurred_at",
          "milestones[type=started]/occurredAt", "started_at",
          "incident/milestones[type=started]/occurred_at",
        ]),
      Field(
        .closed,
        [
          "lifecycle_phases/*/milestones[slug=closed]/occurred_at",
          "lifecycle_phases/*/milestones[slug=retrospective_completed]/occurred_at",
          "milestones[type=closed]/occurred_at", "milestones[type=closed]/occurredAt",
          "milestones[type=retrospective_completed]/occurred_at", "milestones[type=retrospective_completed]/occurredAt",
          "incident/milestones[type=closed]/occurred_at",
          "incident/milestones[type=retrospective_completed]/occurred_at",
        ]),
      Field(.labels, ["tag_list/*", "tagList/*"], takesAll: true),
      Field(.summary, ["summary", "description"]),
    ],
    prose: [
      "summary", "description", "incident/summary", "incident/description", "additional_details", "additionalDetails",
      "retrospective_note", "retrospectiveNote", "customer_impact_summary", "customerImpactSummary",
    ],
    pairs: [
      Pairs(items: "questions/*", name: "title", value: ["body", "answer"]),
      Pairs(
        items: "custom_fields/*", name: "display_name", value: ["value_string", "value", "value_array/0"]),
      Pairs(items: "customFields/*", name: "displayName", value: ["valueString", "value"]),
      Pairs(items: "incident/custom_fields/*", name: "display_name", value: ["value_string", "value"]),
    ])
}
