# Texts of the check whether a company qualifies, in Italian (Italy).

csp-incentives-title = La tua azienda può aderire a Northwind Partner Rewards?

## Questions

csp-incentives-q-partner-type = Che tipo di partner è la tua azienda?
    .hint = I fornitori indiretti riforniscono i rivenditori indiretti. I rivenditori diretti acquistano da Northwind e vendono ai clienti. I rivenditori indiretti acquistano da un fornitore indiretto e vendono ai clienti.
    .why = Il tuo tipo di partner
csp-incentives-q-partner-type-indirect-provider = Fornitore indiretto
csp-incentives-q-partner-type-direct-reseller = Rivenditore diretto
csp-incentives-q-partner-type-indirect-reseller = Rivenditore indiretto
csp-incentives-q-partner-type-none = Nessuno di questi

csp-incentives-q-partner-agreement = La tua azienda ha un contratto di partnership attivo con Northwind?
    .hint = Serve a tutti i partner, di qualsiasi tipo.
    .why = Il tuo contratto di partnership

csp-incentives-q-distributor-agreement = La tua azienda ha un contratto di distribuzione valido con Northwind?
    .hint = Serve ai fornitori indiretti, oltre al contratto di partnership.
    .why = Il tuo contratto di distribuzione

csp-incentives-q-reseller-agreement = La tua azienda ha un contratto di rivendita valido con Northwind?
    .hint = Serve ai rivenditori diretti, oltre al contratto di partnership.
    .why = Il tuo contratto di rivendita

csp-incentives-q-competencies = Quante competenze possiede la tua azienda?
    .hint = Una competenza attesta capacità comprovate in un determinato ambito. Inserisci 0 se la tua azienda non ne possiede.
    .why = Il numero delle tue competenze

csp-incentives-q-first-transaction = La tua azienda ha completato la prima transazione?
    .hint = Northwind invita i rivenditori indiretti solo dopo questa transazione.
    .why = La tua prima transazione

## Criteria

csp-incentives-c-partner = La tua azienda è un fornitore indiretto, un rivenditore diretto o un rivenditore indiretto.
    .met = La tua azienda appartiene a uno dei tre tipi di partner che possono aderire.
    .unmet = Possono aderire solo i fornitori indiretti, i rivenditori diretti e i rivenditori indiretti.
csp-incentives-c-agreement = La tua azienda ha un contratto di partnership attivo con Northwind.
    .unmet = La tua azienda deve avere un contratto di partnership attivo con Northwind.
csp-incentives-c-distributor = In quanto fornitore indiretto, la tua azienda ha un contratto di distribuzione valido.
    .unmet = In quanto fornitore indiretto, la tua azienda deve avere anche un contratto di distribuzione valido.
csp-incentives-c-reseller = In quanto rivenditore diretto, la tua azienda ha un contratto di rivendita valido.
    .unmet = In quanto rivenditore diretto, la tua azienda deve avere anche un contratto di rivendita valido.
csp-incentives-c-competency = La tua azienda possiede almeno una competenza.
    .unmet = La tua azienda deve possedere almeno una competenza.

## Outcomes

csp-incentives-o-qualifies = La tua azienda sembra poter partecipare
    .body = In base alle tue risposte, la tua azienda soddisfa tutti i criteri. Cerca l’invito: poi un amministratore degli incentivi può iscrivere l’azienda. Questo risultato è solo indicativo e non è una decisione di Northwind.
csp-incentives-o-invited-after-first-transaction = La tua azienda riceve l’invito dopo la prima transazione
    .body = In base alle tue risposte, la tua azienda soddisfa tutti i criteri. Northwind invita i rivenditori indiretti dopo la prima transazione. Fino ad allora, fai in modo che il contratto e le competenze restino validi. Questo risultato è solo indicativo e non è una decisione di Northwind.
csp-incentives-o-does-not-qualify = La tua azienda non sembra poter partecipare
    .body = In base alle tue risposte, almeno un criterio non è soddisfatto. Leggi che cosa richiede e ripeti la verifica quando qualcosa cambia. Questo risultato è solo indicativo e non è una decisione di Northwind.
