# Texts of the check whether co-op funds can be claimed for an activity, in Italian (Italy).

coop-claim-title = Possiamo richiedere i fondi co-op per questa attività?

## Questions

coop-claim-q-activity = Di che tipo di attività si tratta?
    .hint = Scegli il tipo che più si avvicina.
    .why = Il tipo di attività
coop-claim-q-activity-event = Un evento, ad esempio una fiera o un webinar
coop-claim-q-activity-advertisement = Pubblicità, ad esempio un annuncio o un mailing
coop-claim-q-activity-training = Un corso di formazione per i clienti

coop-claim-q-ended = Quando è terminata l’attività?
    .hint = Se è durata più giorni, inserisci l’ultimo.
    .why = Il giorno in cui è terminata l’attività

coop-claim-q-competencies = Quante competenze possedeva la tua azienda alla fine dell’attività?
    .hint = Da questo numero dipende il costo minimo.
    .error = Inserisci un numero intero da { $min } a { $max }. Un’azienda iscritta possiede almeno una competenza.
    .why = Il numero delle tue competenze

coop-claim-q-cost = Quanto è costata l’attività?
    .hint = Somma le fatture al netto delle imposte e tralascia i centesimi. Converti le altre valute in dollari USA.
    .unit = dollari USA
    .why = Il costo dell’attività

coop-claim-q-plan = L’attività fa parte di un piano co-op già inviato?
    .hint = Trovi i tuoi piani in Incentivi > Co-op > Piani.
    .why = Il tuo piano co-op

coop-claim-q-proofs = Quali documenti hai?
    .hint = Seleziona tutti quelli che puoi caricare con la richiesta.
    .why = I tuoi documenti
coop-claim-q-proofs-invoice = La fattura di ogni fornitore
coop-claim-q-proofs-photos = Foto o screenshot
coop-claim-q-proofs-participants = Un elenco dei partecipanti
coop-claim-q-proofs-report = Un report, ad esempio sui visitatori o sui clic

## Criteria

coop-claim-c-within-90-days = Se invii la richiesta entro il 30 giugno 2026, l’attività è terminata meno di 90 giorni prima.
    .met = L’attività è terminata da meno di 90 giorni.
    .unmet = L’attività è terminata da 90 giorni o più: il termine è scaduto.
coop-claim-c-within-60-days = Se invii la richiesta dal 1° luglio 2026 in poi, l’attività è terminata meno di 60 giorni prima.
    .met = L’attività è terminata da meno di 60 giorni.
    .unmet = L’attività è terminata da 60 giorni o più: il termine è scaduto.
coop-claim-c-minimum-cost = Un evento o una pubblicità ha raggiunto il costo minimo: 1.000 dollari USA con una competenza, 500 con due o tre, 250 con quattro o più.
    .met = L’attività ha raggiunto il costo minimo.
    .unmet = L’attività non ha raggiunto il costo minimo: 1.000 dollari USA con una competenza, 500 con due o tre, 250 con quattro o più.
coop-claim-c-planned = L’attività fa parte di un piano co-op già inviato.
    .unmet = L’attività deve far parte di un piano co-op già inviato.
coop-claim-c-documents = Hai la fattura e almeno una prova di esecuzione.
    .unmet = Ti servono la fattura e almeno una prova di esecuzione, ad esempio foto o un report.
coop-claim-c-participants = Per un evento o un corso di formazione, hai un elenco dei partecipanti.
    .unmet = Per un evento o un corso di formazione ti serve anche un elenco dei partecipanti.

## Outcomes

coop-claim-o-can-claim = Puoi inviare la richiesta
    .body = In base alle tue risposte, non manca nulla. Un amministratore degli incentivi può inviare la richiesta. Non aspettare che il termine scada. Questo risultato è solo indicativo: è Northwind a decidere quando esamina la richiesta.
coop-claim-o-complete-first = Manca ancora qualcosa prima di poter inviare la richiesta
    .body = In base alle tue risposte, il termine e il costo minimo non sono un ostacolo. Aggiungi l’attività a un piano o procurati i documenti mancanti prima che il termine scada. Questo risultato è solo indicativo: è Northwind a decidere quando esamina la richiesta.
coop-claim-o-cannot-claim = Non puoi richiedere i fondi co-op per questa attività
    .body = In base alle tue risposte, l’attività è terminata da troppo tempo o non è costata abbastanza. Leggi le condizioni prima di pianificare la prossima attività. Questo risultato è solo indicativo e non è una decisione di Northwind.
