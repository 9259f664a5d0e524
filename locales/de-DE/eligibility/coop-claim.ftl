# Texts of the check whether co-op funds can be claimed for an activity, in German (Germany).

coop-claim-title = Können wir für diese Aktivität Co-op-Mittel beantragen?

## Questions

coop-claim-q-activity = Um welche Art von Aktivität handelt es sich?
    .hint = Wählen Sie die Art, die am ehesten passt.
    .why = Die Art der Aktivität
coop-claim-q-activity-event = Veranstaltung, zum Beispiel eine Messe oder ein Webinar
coop-claim-q-activity-advertisement = Werbemaßnahme, zum Beispiel eine Anzeige oder ein Mailing
coop-claim-q-activity-training = Schulung für Kunden

coop-claim-q-ended = Wann endete die Aktivität?
    .hint = Geben Sie bei einer mehrtägigen Aktivität den letzten Tag ein.
    .why = Der Tag, an dem die Aktivität endete

coop-claim-q-competencies = Wie viele Kompetenzen besaß Ihr Unternehmen am Ende der Aktivität?
    .hint = Von dieser Zahl hängen die Mindestkosten ab.
    .error = Geben Sie eine ganze Zahl von { $min } bis { $max } ein. Ein registriertes Unternehmen besitzt mindestens eine Kompetenz.
    .why = Die Anzahl Ihrer Kompetenzen

coop-claim-q-cost = Wie viel hat die Aktivität gekostet?
    .hint = Addieren Sie die Rechnungsbeträge ohne Steuern, und lassen Sie die Cent-Beträge weg. Rechnen Sie andere Währungen in US-Dollar um.
    .unit = US-Dollar
    .why = Die Kosten der Aktivität

coop-claim-q-plan = Gehört die Aktivität zu einem eingereichten Co-op-Plan?
    .hint = Ihre Pläne finden Sie unter Rewards > Co-op > Pläne.
    .why = Ihr Co-op-Plan

coop-claim-q-proofs = Welche Dokumente liegen Ihnen vor?
    .hint = Wählen Sie alle aus, die Sie mit dem Antrag hochladen können.
    .why = Ihre Dokumente
coop-claim-q-proofs-invoice = Die Rechnung jedes Lieferanten
coop-claim-q-proofs-photos = Fotos oder Screenshots
coop-claim-q-proofs-participants = Eine Teilnehmerliste
coop-claim-q-proofs-report = Ein Bericht, zum Beispiel über Besucher oder Klicks

## Criteria

coop-claim-c-within-90-days = Wenn Sie den Antrag bis zum 30. Juni 2026 einreichen, endete die Aktivität weniger als 90 Tage davor.
    .met = Die Aktivität endete vor weniger als 90 Tagen.
    .unmet = Die Aktivität endete vor 90 Tagen oder mehr. Die Frist ist abgelaufen.
coop-claim-c-within-60-days = Wenn Sie den Antrag ab dem 1. Juli 2026 einreichen, endete die Aktivität weniger als 60 Tage davor.
    .met = Die Aktivität endete vor weniger als 60 Tagen.
    .unmet = Die Aktivität endete vor 60 Tagen oder mehr. Die Frist ist abgelaufen.
coop-claim-c-minimum-cost = Eine Veranstaltung oder Werbemaßnahme erreichte die Mindestkosten: 1.000 US-Dollar bei einer Kompetenz, 500 bei zwei oder drei, 250 bei vier oder mehr.
    .met = Die Aktivität erreichte die Mindestkosten.
    .unmet = Die Aktivität erreichte die Mindestkosten nicht: 1.000 US-Dollar bei einer Kompetenz, 500 bei zwei oder drei, 250 bei vier oder mehr.
coop-claim-c-planned = Die Aktivität gehört zu einem eingereichten Co-op-Plan.
    .unmet = Die Aktivität muss zu einem eingereichten Co-op-Plan gehören.
coop-claim-c-documents = Ihnen liegen die Rechnung und mindestens ein Durchführungsnachweis vor.
    .unmet = Sie benötigen die Rechnung und mindestens einen Durchführungsnachweis, zum Beispiel Fotos oder einen Bericht.
coop-claim-c-participants = Für eine Veranstaltung oder Schulung liegt Ihnen eine Teilnehmerliste vor.
    .unmet = Für eine Veranstaltung oder Schulung benötigen Sie außerdem eine Teilnehmerliste.

## Outcomes

coop-claim-o-can-claim = Sie können den Antrag einreichen
    .body = Nach Ihren Angaben fehlt nichts. Ein Rewards-Administrator kann den Antrag einreichen. Warten Sie nicht, bis die Frist abgelaufen ist. Dieses Ergebnis dient nur zur Orientierung; Northwind entscheidet bei der Prüfung des Antrags.
coop-claim-o-complete-first = Bevor Sie den Antrag einreichen können, fehlt noch etwas
    .body = Nach Ihren Angaben stehen Frist und Mindestkosten dem Antrag nicht entgegen. Nehmen Sie die Aktivität in einen Plan auf, oder besorgen Sie die fehlenden Dokumente, bevor die Frist abläuft. Dieses Ergebnis dient nur zur Orientierung; Northwind entscheidet bei der Prüfung des Antrags.
coop-claim-o-cannot-claim = Sie können für diese Aktivität keine Co-op-Mittel beantragen
    .body = Nach Ihren Angaben liegt das Ende der Aktivität zu lange zurück, oder sie hat nicht genug gekostet. Lesen Sie die Bedingungen, bevor Sie die nächste Aktivität planen. Dieses Ergebnis dient nur zur Orientierung und ist keine Entscheidung von Northwind.
