# Texts of the check whether a company qualifies, in English (United States).

csp-incentives-title = Does your company qualify for Northwind Partner Rewards?

## Questions

csp-incentives-q-partner-type = What type of partner is your company?
    .hint = Indirect providers supply indirect resellers. Direct resellers buy from Northwind and sell to customers. Indirect resellers buy from an indirect provider and sell to customers.
    .why = Your partner type
csp-incentives-q-partner-type-indirect-provider = Indirect provider
csp-incentives-q-partner-type-direct-reseller = Direct reseller
csp-incentives-q-partner-type-indirect-reseller = Indirect reseller
csp-incentives-q-partner-type-none = None of these

csp-incentives-q-partner-agreement = Does your company have an active partner agreement with Northwind?
    .hint = Every partner needs it, whatever its type.
    .why = Your partner agreement

csp-incentives-q-distributor-agreement = Does your company have a valid distributor agreement with Northwind?
    .hint = Indirect providers need it in addition to the partner agreement.
    .why = Your distributor agreement

csp-incentives-q-reseller-agreement = Does your company have a valid reseller agreement with Northwind?
    .hint = Direct resellers need it in addition to the partner agreement.
    .why = Your reseller agreement

csp-incentives-q-competencies = How many competencies does your company hold?
    .hint = A competency shows proven skills in one area. Enter 0 if your company holds none.
    .why = The number of your competencies

csp-incentives-q-first-transaction = Has your company completed its first transaction?
    .hint = Northwind invites indirect resellers only after it.
    .why = Your first transaction

## Criteria

csp-incentives-c-partner = Your company is an indirect provider, a direct reseller, or an indirect reseller.
    .met = Your company is of one of the three types that can join.
    .unmet = Only indirect providers, direct resellers, and indirect resellers can join.
csp-incentives-c-agreement = Your company has an active partner agreement with Northwind.
    .unmet = Your company needs an active partner agreement with Northwind.
csp-incentives-c-distributor = As an indirect provider, your company has a valid distributor agreement.
    .unmet = As an indirect provider, your company also needs a valid distributor agreement.
csp-incentives-c-reseller = As a direct reseller, your company has a valid reseller agreement.
    .unmet = As a direct reseller, your company also needs a valid reseller agreement.
csp-incentives-c-competency = Your company holds at least one competency.
    .unmet = Your company needs at least one competency.

## Outcomes

csp-incentives-o-qualifies = Your company seems to qualify
    .body = According to your answers, your company meets all criteria. Look for the invitation; a rewards admin can then enroll your company. This result is guidance, not a decision by Northwind.
csp-incentives-o-invited-after-first-transaction = Your company is invited after its first transaction
    .body = According to your answers, your company meets all criteria. Northwind invites indirect resellers after their first transaction. Until then, keep your agreement and your competencies valid. This result is guidance, not a decision by Northwind.
csp-incentives-o-does-not-qualify = Your company does not seem to qualify
    .body = According to your answers, at least one criterion is not met. Read what it requires, and run the check again when something has changed. This result is guidance, not a decision by Northwind.
