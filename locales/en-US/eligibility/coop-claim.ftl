# Texts of the check whether co-op funds can be claimed for an activity, in English (United States).

coop-claim-title = Can we claim co-op funds for this activity?

## Questions

coop-claim-q-activity = What kind of activity was it?
    .hint = Choose the kind that comes closest.
    .why = The kind of activity
coop-claim-q-activity-event = An event, such as a trade fair or a webinar
coop-claim-q-activity-advertisement = An advertisement or a mailing
coop-claim-q-activity-training = A training course for customers

coop-claim-q-ended = When did the activity end?
    .hint = If it took several days, enter the last one.
    .why = The day on which the activity ended

coop-claim-q-competencies = How many competencies did your company hold when the activity ended?
    .hint = The minimum cost depends on this number.
    .error = Enter a whole number from { $min } to { $max }. An enrolled company holds at least one competency.
    .why = The number of your competencies

coop-claim-q-cost = How much did the activity cost?
    .hint = Add up the invoices without tax, and leave out the cents. Convert other currencies into US dollars.
    .unit = US dollars
    .why = The cost of the activity

coop-claim-q-plan = Is the activity part of a submitted co-op plan?
    .hint = You find your plans under Rewards > Co-op > Plans.
    .why = Your co-op plan

coop-claim-q-proofs = Which documents do you have?
    .hint = Select all that you can upload with the claim.
    .why = Your documents
coop-claim-q-proofs-invoice = The invoice of each supplier
coop-claim-q-proofs-photos = Photos or screenshots
coop-claim-q-proofs-participants = A list of participants
coop-claim-q-proofs-report = A report, for example about visitors or clicks

## Criteria

coop-claim-c-within-90-days = If you submit the claim on or before June 30, 2026, the activity ended less than 90 days before.
    .met = The activity ended less than 90 days ago.
    .unmet = The activity ended 90 or more days ago, so the time limit has passed.
coop-claim-c-within-60-days = If you submit the claim on or after July 1, 2026, the activity ended less than 60 days before.
    .met = The activity ended less than 60 days ago.
    .unmet = The activity ended 60 or more days ago, so the time limit has passed.
coop-claim-c-minimum-cost = An event or an advertisement reached the minimum cost: 1,000 US dollars with one competency, 500 with two or three, 250 with four or more.
    .met = The activity reached the minimum cost.
    .unmet = The activity did not reach the minimum cost: 1,000 US dollars with one competency, 500 with two or three, 250 with four or more.
coop-claim-c-planned = The activity is part of a submitted co-op plan.
    .unmet = The activity has to be part of a submitted co-op plan.
coop-claim-c-documents = You have the invoice and at least one proof of execution.
    .unmet = You need the invoice and at least one proof of execution, such as photos or a report.
coop-claim-c-participants = For an event or a training course, you have a list of participants.
    .unmet = For an event or a training course, you also need a list of participants.

## Outcomes

coop-claim-o-can-claim = You can submit the claim
    .body = According to your answers, nothing is missing. A rewards admin can submit the claim. Do not wait until the time limit has passed. This result is guidance; Northwind decides when it reviews the claim.
coop-claim-o-complete-first = Something is missing before you can submit the claim
    .body = According to your answers, the time limit and the minimum cost are no obstacle. Add the activity to a plan, or collect the missing documents, before the time limit has passed. This result is guidance; Northwind decides when it reviews the claim.
coop-claim-o-cannot-claim = You cannot claim co-op funds for this activity
    .body = According to your answers, the activity ended too long ago or did not cost enough. Read the conditions before you plan the next activity. This result is guidance, not a decision by Northwind.
