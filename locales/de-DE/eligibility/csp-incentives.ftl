# Texts of the check whether a company qualifies, in German (Germany).

csp-incentives-title = Kann Ihr Unternehmen an Northwind Partner Rewards teilnehmen?

## Questions

csp-incentives-q-partner-type = Welchem Partnertyp gehört Ihr Unternehmen an?
    .hint = Indirekte Anbieter beliefern indirekte Wiederverkäufer. Direkte Wiederverkäufer kaufen bei Northwind und verkaufen an Kunden. Indirekte Wiederverkäufer kaufen bei einem indirekten Anbieter und verkaufen an Kunden.
    .why = Ihr Partnertyp
csp-incentives-q-partner-type-indirect-provider = Indirekter Anbieter
csp-incentives-q-partner-type-direct-reseller = Direkter Wiederverkäufer
csp-incentives-q-partner-type-indirect-reseller = Indirekter Wiederverkäufer
csp-incentives-q-partner-type-none = Keiner der genannten

csp-incentives-q-partner-agreement = Hat Ihr Unternehmen einen aktiven Partnervertrag mit Northwind?
    .hint = Alle Partner benötigen ihn, unabhängig vom Partnertyp.
    .why = Ihr Partnervertrag

csp-incentives-q-distributor-agreement = Hat Ihr Unternehmen einen gültigen Distributorvertrag mit Northwind?
    .hint = Indirekte Anbieter benötigen ihn zusätzlich zum Partnervertrag.
    .why = Ihr Distributorvertrag

csp-incentives-q-reseller-agreement = Hat Ihr Unternehmen einen gültigen Wiederverkäufervertrag mit Northwind?
    .hint = Direkte Wiederverkäufer benötigen ihn zusätzlich zum Partnervertrag.
    .why = Ihr Wiederverkäufervertrag

csp-incentives-q-competencies = Wie viele Kompetenzen besitzt Ihr Unternehmen?
    .hint = Eine Kompetenz belegt Fachwissen auf einem bestimmten Gebiet. Geben Sie 0 ein, wenn Ihr Unternehmen keine besitzt.
    .why = Die Anzahl Ihrer Kompetenzen

csp-incentives-q-first-transaction = Hat Ihr Unternehmen seine erste Transaktion abgeschlossen?
    .hint = Northwind lädt indirekte Wiederverkäufer erst danach ein.
    .why = Ihre erste Transaktion

## Criteria

csp-incentives-c-partner = Ihr Unternehmen ist indirekter Anbieter, direkter Wiederverkäufer oder indirekter Wiederverkäufer.
    .met = Ihr Unternehmen gehört zu einem der drei Partnertypen, die teilnehmen können.
    .unmet = Nur indirekte Anbieter, direkte Wiederverkäufer und indirekte Wiederverkäufer können teilnehmen.
csp-incentives-c-agreement = Ihr Unternehmen hat einen aktiven Partnervertrag mit Northwind.
    .unmet = Ihr Unternehmen benötigt einen aktiven Partnervertrag mit Northwind.
csp-incentives-c-distributor = Als indirekter Anbieter hat Ihr Unternehmen einen gültigen Distributorvertrag.
    .unmet = Als indirekter Anbieter benötigt Ihr Unternehmen außerdem einen gültigen Distributorvertrag.
csp-incentives-c-reseller = Als direkter Wiederverkäufer hat Ihr Unternehmen einen gültigen Wiederverkäufervertrag.
    .unmet = Als direkter Wiederverkäufer benötigt Ihr Unternehmen außerdem einen gültigen Wiederverkäufervertrag.
csp-incentives-c-competency = Ihr Unternehmen besitzt mindestens eine Kompetenz.
    .unmet = Ihr Unternehmen benötigt mindestens eine Kompetenz.

## Outcomes

csp-incentives-o-qualifies = Ihr Unternehmen kann voraussichtlich teilnehmen
    .body = Nach Ihren Angaben erfüllt Ihr Unternehmen alle Kriterien. Suchen Sie die Einladung. Danach kann ein Rewards-Administrator Ihr Unternehmen registrieren. Dieses Ergebnis dient nur zur Orientierung und ist keine Entscheidung von Northwind.
csp-incentives-o-invited-after-first-transaction = Ihr Unternehmen wird nach seiner ersten Transaktion eingeladen
    .body = Nach Ihren Angaben erfüllt Ihr Unternehmen alle Kriterien. Northwind lädt indirekte Wiederverkäufer nach ihrer ersten Transaktion ein. Achten Sie darauf, dass Ihr Vertrag und Ihre Kompetenzen bis dahin gültig bleiben. Dieses Ergebnis dient nur zur Orientierung und ist keine Entscheidung von Northwind.
csp-incentives-o-does-not-qualify = Ihr Unternehmen kann voraussichtlich nicht teilnehmen
    .body = Nach Ihren Angaben ist mindestens ein Kriterium nicht erfüllt. Lesen Sie nach, was dafür erforderlich ist, und wiederholen Sie den Check, sobald sich etwas geändert hat. Dieses Ergebnis dient nur zur Orientierung und ist keine Entscheidung von Northwind.
