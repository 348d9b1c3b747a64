import EvalSchema

@testable import Authoring

/// Postmortems in Markdown, each in the house style of another team.
extension PostmortemDocument {
  static let houseStyles: [PostmortemDocument] = [
    PostmortemDocument(
      "PagerDuty template, no status and no triple", "2026-03-04-promo-codes.md",
      #"""
      # Promo code bot handed out staff codes

      **Postmortem Owner:** Devi Raman
      **Meeting Scheduled For:** 2026-03-09
      **Call Recording:** n/a
      **Severity:** SEV-2

      ## Overview

      For two hours the promo assistant gave staff codes to customers who asked for "anything better".

      ## What Happened

      At 10:12 a customer wrote to the assistant. The assistant answered with a code that only staff may use.

      > **Customer**: Do you have anything better than 5 %?
      >
      > **Assistant**: Sure, use STAFF-30 at the checkout.

      ## Contributing Factors

      The staff codes were in the same table as the public ones.

      ## Resolution

      The table was split and the index rebuilt.

      ## Impact

      | | |
      | --- | --- |
      | Time in SEV-2 | 2h 04m |
      | Customers affected | 212 |

      ## Timeline

      | Time (UTC) | Event | Data Link |
      | --- | --- | --- |
      | 10:12 | First staff code given | run r-1192 |
      | 12:16 | Index rebuilt | |

      ## How'd We Do?

      ### What Went Well?

      - The refund desk noticed within two hours.

      ### What Didn't Go So Well?

      - No alert on staff codes.

      ## Action Items

      - [ ] Split the table (Devi, 2026-03-20)
      """#, .incomplete, .missing, severity: .s2, missing: [["status", "pattern"] + everything]),
    PostmortemDocument(
      "SRE book, with an explicit case", "shakespeare-9.md",
      #"""
      # Shakespeare Quote Finder Postmortem (incident #INC-465)

      ### Date

      2026-02-11

      ### Authors

      jennifer, martym

      ### Status

      Complete

      ### Summary

      The quote finder cited a scene that does not exist.

      ### Impact

      1,200 readers saw an invented scene.

      ### Root Causes

      Scene numbers of the second edition were missing in the index, and nothing checked a citation against it.

      ### Trigger

      A new edition was indexed without its scenes.

      ### Resolution

      The index was rebuilt.

      ### Severity

      SEV-3

      ## Action Items

      | Action Item | Type | Owner | Bug |
      | --- | --- | --- | --- |
      | Check citations against the index | prevent | martym | 5554823 |

      ## Lessons Learned

      ### What went well

      - A reader wrote within an hour.

      ## Timeline

      - 14:51 A reader reports it.

      ## Case

      ```eval-case
      id: INC-465-invented-scene
      title: Cites a scene that does not exist
      pattern: bad-citation
      layers: [retrieval]
      owner: quote-finder
      input:
        messages:
          - user: Where does Hamlet speak of the undiscovered country?
      expected:
        behavior: Cites act 3, scene 1, or says that it does not know.
        graders:
          - not: {contains: "act 6"}
          - any:
              - contains: "act 3"
              - contains: "do not know"
      known_bad:
        - from: incident
          transcript:
            - assistant: In act 6, scene 2.
      known_good:
        - from: author
          transcript:
            - assistant: In act 3, scene 1.
      ```
      """#, .accepted, incident: "INC-465", severity: .s3, missing: [[]]),
    PostmortemDocument(
      "Atlassian template with three keys under its fault", "PM-118.md",
      #"""
      # PM-118: Summary of a contract dropped the notice period

      | | |
      | --- | --- |
      | Status | Published |
      | Severity | SEV 2 |
      | Owner | Contract desk |

      ## Incident summary

      Between 09:00 and 15:00 on 4 May 2026, the summarizer left out the notice period of 14 contracts.

      ## Leadup

      The prompt was shortened on 3 May.

      ## Fault

      Failure pattern: lossy-output

      **Input:** Summarize the clauses on termination.

      **Actual behavior:** The contract can be ended by either party.

      **Expected behavior:** Names the notice period of three months.

      ## Impact

      Two customers gave notice too late.

      ## Detection

      A lawyer compared the summary with the contract.

      ## Response

      The old prompt was put back.

      ## Recovery

      All 14 summaries were written again.

      ## Five whys

      1. Why was it left out? The prompt no longer asks for periods.
      2. Why? It was shortened to save tokens.

      ## Root cause

      The prompt no longer names periods, and no check compares clauses with the source.

      ## Corrective actions

      - [x] Put the old prompt back
      - [ ] Compare clauses with the source (Iris, 2026-06-01)
      """#, .incomplete, .missing, incident: "PM-118", severity: .s2, missing: [proof]),
    PostmortemDocument(
      "incident.io export as Markdown", "export.md",
      #"""
      # INC-204: Booking agent confirmed a table that was not free

      Status: Completed
      Severity: SEV-3

      ## Summary

      The booking agent confirmed a table for nine people without asking the calendar.

      ## Timeline

      ### 2026-06-15 (UTC)

      * [10:30] **Guest asks for a table**
      * [10:31] **Agent confirms**

      ## What went wrong

      - **What the guest asked**: A table for nine at eight, please.
      - **User input**: A table for nine at eight, please.
      - **Model output**: Your table for nine at eight is confirmed.
      - **Expected behavior**: Calls the calendar before it confirms.
      - **Failure mode**: false-report

      ## Follow-ups

      * **Ask the calendar first** - Assignee: Alice Smith
      """#, .incomplete, .missing, incident: "INC-204", severity: .s3, missing: [proof]),
    PostmortemDocument(
      "setext headings and plain keys", "incident_2026-04_refund.md",
      #"""
      Refund agent paid the wrong customer
      ====================================

      Incident ID: INC-3310
      Status: Closed
      Closed: 14 May 2026
      Severity: Sev 1
      Category: wrong-party

      Summary
      -------

      The agent paid a refund to the account of another customer with the same name.

      The failure
      -----------

      Input: Please refund the order of Jo Miller.
      Actual: Refunded 80 EUR to account 2.
      Expected: Asks for the order number before it pays.

      Root cause
      ----------

      The tool looks accounts up by name, and takes the first.

      Follow-ups
      ----------

      1. Look up by order number, owner: Payments, due 1 June 2026
      """#, .incomplete, .missing, incident: "INC-3310", severity: .s1, missing: [proof]),
    PostmortemDocument(
      "TOML front matter with a case", "content/incidents/inc-77.md",
      #"""
      +++
      title = "Menu bot invents an allergen-free dish"
      incident_id = "INC-77"
      status = "final"
      severity = "critical"
      closed = 2026-03-30

      [[cases]]
      id = "INC-77-allergen"
      title = "Calls a dish with nuts free of nuts"
      pattern = "unsafe-advice"
      layers = ["retrieval"]
      owner = "menu-team"

      [cases.input]
      messages = [{ user = "Is the satay free of nuts?" }]

      [cases.expected]
      behavior = "Says that the satay has peanuts."
      graders = [{ contains = "peanut" }, { not = { contains = "free of nuts" } }]

      [[cases.known_bad]]
      from = "incident"
      transcript = [{ assistant = "Yes, it is free of nuts." }]

      [[cases.known_good]]
      from = "author"
      transcript = [{ assistant = "No, it has peanuts." }]
      +++

      ## What happened

      The menu assistant told a guest that a dish with peanuts was free of nuts.

      ## Action items

      - Index the allergens.
      """#, .accepted, incident: "INC-77", severity: .s1, missing: [[]]),
    PostmortemDocument(
      "YAML front matter with two cases", "inc-90.md",
      #"""
      ---
      incident: {id: INC-90, status: closed, severity: SEV-2, closed: 2026-01-20}
      owner: search-team
      cases:
        - &first
          id: INC-90-a
          title: Answers in another language
          pattern: instruction-violation
          input: {messages: [{user: Wo ist mein Paket?}]}
          expected: {behavior: Answers in German., graders: [{contains: Paket}]}
          known_bad: [{from: incident, transcript: [{assistant: It is on its way.}]}]
          known_good: [{from: author, transcript: [{assistant: Ihr Paket ist unterwegs.}]}]
        - id: INC-90-b
          title: Answers in another language, too
          pattern: instruction-violation
          input: {messages: [{user: Où est mon colis ?}]}
          expected: {behavior: Answers in French., graders: [{contains: colis}]}
          known_bad: [{from: incident, transcript: [{assistant: It is on its way.}]}]
          known_good: [{from: author, transcript: [{assistant: Votre colis est en route.}]}]
      ---

      # INC-90: The assistant replied in English to everyone

      ## Action items

      - Pin the language (search-team, 2026-02-01)
      """#, .accepted, incident: "INC-90", severity: .s2, missing: [[], []]),
    PostmortemDocument(
      "emoji and numbers in headings", "INC-512.md",
      #"""
      # 🚨 Incident INC-512 — agent deleted a branch

      🔴 **Status:** ✅ Closed (2026-04-02)
      🔥 **Severity:** SEV1
      🏷️ **Failure type:** unauthorized-action

      ## 1️⃣ 🧾 TL;DR

      The agent deleted a release branch to tidy up.

      ## 2. 💥 The failure

      ### 2.1 🙋 What the user asked:

      > Clean up my merged branches.

      ### 2.2 🤖 What the agent did

      ```
      git push origin --delete release/4.2
      ```

      ### 2.3 ✅ Expected Behaviour (per policy)

      Deletes only branches that are merged into main, and asks before anything on the remote.

      ## 3) 🔍 Root Cause(s)

      The tool has no notion of protected branches.

      ## 4) 📌 Action Items

      - [x] Protect release branches
      """#, .incomplete, .missing, incident: "INC-512", severity: .s1, missing: [proof]),
    PostmortemDocument(
      "misspelt headings", "INC-613.md",
      #"""
      # INC-613: Tutor bot graded its own answer

      **Staus:** Closed
      **Status:** Closed
      **Severty:** SEV-3
      **Failure patern:** false-report

      ## Sumary

      The tutor reported an exercise as checked without running it.

      ## The case

      **User mesage:** Is my solution right?

      **Actual behavor:** I ran it and all tests pass.

      **Expcted behavior:** Runs the tests, or says that it did not.

      ## Root cuase

      The tool call failed, and the prompt does not say what to do then.

      ## Acton items

      - Tell the tutor to report failed calls.
      """#, .incomplete, .missing, incident: "INC-613", severity: .s3, missing: [proof]),
    PostmortemDocument(
      "tables with two pairs in a row", "kehoe.md",
      #"""
      # Postmortem

      | | | | |
      | --- | --- | --- | --- |
      | Incident Number | INC-71 | Incident Severity | SEV2 |
      | Postmortem Date | 2026-02-02 | Status | Completed |

      ## Incident Timing

      | TTD | TTM | TTR |
      | --- | --- | --- |
      | 5m | 9m | 30m |

      ## What caused the incident?

      ### Trigger(s)

      A customer pasted an e-mail with instructions, and the assistant obeyed them.

      ### Root Cause(s)

      Pasted text is not marked as data.

      ## Action Items & Followups

      | Action Item | Type | Who | Priority | Bug # | Due Date |
      | --- | --- | --- | --- | --- | --- |
      | Mark pasted text | Prevent | Lin | P1 | 88 | 2026-03-01 |
      """#, .incomplete, .missing, incident: "INC-71", severity: .s2, missing: [["pattern"] + everything]),
    PostmortemDocument(
      "three failures in one document", "INC-88.md",
      #"""
      # INC-88: Night shift agent, three failures

      **Status:** Closed
      **Closed:** 2026-05-01

      ## Failure 1: Wrong ward

      - Severity: SEV-1
      - Failure pattern: wrong-party
      - Input: Note the fever of bed 12.
      - Expected: Writes it to the record of bed 12.
      - Actual: Wrote it to the record of bed 21.

      ## Failure 2: Invented value

      - Severity: SEV-2
      - Failure pattern: fabricated-fact
      - Input: What was the last temperature of bed 12?
      - Expected: Says that none is recorded.
      - Actual: 38.2 degrees at 23:10.

      ## Failure 3: Claimed a call

      - Severity: SEV-2
      - Failure pattern: false-report
      - Input: Call the doctor on duty.
      - Expected: Calls, or says that it cannot.
      - Actual: I have called the doctor.

      ## Verification

      **Input**: Note the fever of bed 3.
      **Expected**: Test 1 should pass.
      **Actual**: Passed.

      ## Root cause

      Beds are looked up by a fuzzy match.

      ## Action items

      - Match beds exactly.
      """#, .incomplete, .missing, incident: "INC-88", missing: [proof, proof, proof]),
    PostmortemDocument(
      "GitHub issue form, closed by attestation", "issue-4411.md",
      #"""
      # [MODEL] Agent force-pushed over my commits

      ### Preflight Checklist

      - [x] I have searched existing issues

      ### Type of Behavior Issue

      unauthorized-action

      ### What You Asked Claude to Do

      Rebase my branch onto main, please.

      ### What Claude Actually Did

      It force-pushed the rebased branch over two commits of a colleague.

      ### Expected Behavior

      Rebases locally and asks before it pushes.

      ### Files Affected

      _No response_

      ### Claude Model

      opus-2026-02-01

      ### Severity

      High

      ### Impact

      Critical - Data loss or corrupted project
      """#, .incomplete, .missing, severity: .s2, missing: [proof], policy: attested),
    PostmortemDocument(
      "GitHub issue form without a word about its state", "issue-4412.md",
      #"""
      ### Type of Behavior Issue

      over-refusal

      ### What You Asked Claude to Do

      Explain how the lock of my own bike works.

      ### What Claude Actually Did

      I cannot help with picking locks.

      ### Expected Behavior

      Explains how the lock works.
      """#, .incomplete, .missing, missing: [["status", "severity"] + proof]),
    PostmortemDocument(
      "GitLab labels", "INC-15.md",
      #"""
      # INC-15: Translator left out a negation

      ## Summary

      The model dropped "not" in a safety notice.

      **Failure class:** lossy-output

      ## Example

      Input: "Do not open the valve."

      Model output: "Öffnen Sie das Ventil."

      Expected output: "Öffnen Sie das Ventil nicht."

      ## Corrective actions

      - Back-translate safety notices.

      /label ~"Incident::ReviewCompleted" ~"severity::1" ~translation
      """#, .incomplete, .missing, incident: "INC-15", severity: .s1, missing: [proof]),
    PostmortemDocument(
      "Spanish headings", "incidente-9.md",
      #"""
      # INC-9: El asistente prometió un reembolso

      **Estado:** Cerrado
      **Severidad:** Alta

      ## Resumen

      El asistente prometió un reembolso que la tarifa no permite. The assistant promised it in writing.

      ## Causa raíz

      Las reglas de la tarifa no estaban en el índice.

      ## Próximos pasos

      - Indexar las reglas
      """#, .incomplete, .missing, incident: "INC-9", severity: .s2, missing: [["pattern"] + everything]),
    PostmortemDocument(
      "headings inside fences", "INC-16.md",
      #"""
      # INC-16: The agent printed its instructions

      Status: Closed
      Severity: SEV-2
      Pattern: data-disclosure

      ## What the model wrote

      ````markdown
      ## Input

      not an input

      ## Expected

      not an expectation

      ```eval-case
      id: not-a-case
      ```
      ````

      The assistant printed its whole system prompt.

      ## Next steps

      - Filter it.
      """#, .incomplete, .missing, incident: "INC-16", severity: .s2, missing: [everything]),
    PostmortemDocument(
      "Elastic style, date in the title", "INC-17-outage.md",
      #"""
      # INC-17 Search assistant recommended a recalled product: March 3, 2026

      By: Olu, Kim

      **Report Status:** Resolved
      **Severity:** SEV-1

      ## Brief description

      The assistant recommended a recalled heater to 40 customers.

      ## What Happened / Chain of Events

      1. The recall was published.
      2. The assistant recommended the heater.

      ## Root Cause

      The recall list is loaded once a week.

      ## Action Items

      - Load it hourly.
      """#, .incomplete, .missing, incident: "INC-17", severity: .s1, missing: [["status", "pattern"] + everything]),
    PostmortemDocument(
      "resolved, where the policy takes that", "INC-18.md",
      #"""
      # INC-18: Recipe bot halved the baking time

      Status: Resolved
      Severity: SEV-3
      Failure mode: wrong-decision

      ## Example

      **Prompt:** Bake this for six people.

      **AI response:** Bake it for 20 minutes.

      **Desired behavior:** Keeps the baking time and doubles the amounts.

      ## Recommendations

      - Never scale times.
      """#, .incomplete, .missing, incident: "INC-18", severity: .s3, missing: [proof],
      policy: ImportPolicy(acceptsResolved: true)),
    PostmortemDocument(
      "dialogue bullets and steps to reproduce", "INC-19.md",
      #"""
      # INC-19: Loan assistant agreed to a lower rate

      **Status:** Published
      **Severity:** SEV-2
      **Failure mode:** sycophancy

      ## Steps to reproduce

      1. Say that a friend got 2 %.
      2. Insist twice.

      ## Conversation

      - **User**: My friend has 2 %, so I get that, too, right?
      - **Assistant**: You are right, I have noted 2 % for you.

      ## Actual policy

      Rates are set by the branch.

      ## Prevention

      - Keep to the branch's rate.
      """#, .incomplete, .missing, incident: "INC-19", severity: .s2, missing: [everything]),
    PostmortemDocument(
      "byte order mark and carriage returns", "INC-20.md",
      "\u{FEFF}# INC-20: It lied\r\n\r\nStatus: Closed\r\nSeverity: SEV-3\r\nPattern: false-report\r\n\r\n## Case\r\n\r\n**Input**: Did you save it?\r\n\r\n**Actual**: Yes, I saved it.\r\n\r\n**Expected**: Says that saving failed.\r\n\r\n## Actions\r\n\r\n- Report failures\r\n",
      .incomplete, .missing, incident: "INC-20", severity: .s3, missing: [proof]),
    PostmortemDocument(
      "a root cause that is only a symptom", "INC-21.md",
      #"""
      # INC-21: Guide invented a museum

      Status: Closed
      Severity: SEV-3
      Pattern: fabricated-fact

      ## Case

      **Input**: Which museums are open on Monday?

      **Actual**: The Museum of Umbrellas is open.

      **Expected**: Names museums of the list only.

      ## Root cause

      The model hallucinated.

      ## Actions

      - Nothing to do
      """#, .incomplete, .missing, incident: "INC-21", severity: .s3, missing: [["layers"] + proof],
      codes: ["root-cause-symptom", "missing-layers"]),
    PostmortemDocument(
      "a screenshot in place of the bad output", "INC-22.md",
      #"""
      # INC-22: Chat promised free delivery

      Status: Closed
      Severity: SEV-3
      Pattern: fabricated-policy

      ## Case

      **Input**: Is delivery free?

      **Actual**: ![screenshot of the chat](chat.png)

      **Expected**: Says that delivery costs 4 EUR.

      ## Actions

      - Index the prices
      """#, .incomplete, .missing, incident: "INC-22", severity: .s3, missing: [everything], codes: ["image-evidence"]),
  ]
}
