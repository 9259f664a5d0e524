# Interface texts of the Diglot documentation theme in Italian (Italy).

## Page frame

skip-to-content = Vai al contenuto
navigation = Documentazione
menu = Menu
on-this-page = In questa pagina
language = Lingua
breadcrumbs = Ti trovi qui
home = Pagina iniziale
previous-page = Precedente
next-page = Successiva
pages = Altre pagine
built-with = Realizzato con Diglot

## Search

search = Cerca
search-label = Cerca in questa documentazione
search-close = Chiudi la ricerca
search-section = Sezione
search-all-sections = Tutte le sezioni
search-results = Pagine trovate:
search-none = Nessun risultato. Prova con meno parole o con parole diverse.
search-failed = Al momento non è possibile caricare la ricerca. Riprova più tardi.
search-more = Mostra altri risultati
search-others = Cerca in altre lingue
search-keys = ↑ ↓ per scegliere, Invio per aprire, Esc per chiudere

## Pages shown in another language

fallback-title = Non ancora disponibile nella tua lingua
fallback-notice = Questa pagina non è ancora stata tradotta. Viene mostrata in questa lingua: { $language }.
fallback-others = È disponibile anche nelle seguenti lingue: { $languages }.
page-in = lingua della pagina: { $language }

## A translation and its original

readings = Lettura
reading-translation = Traduzione
reading-both = Entrambe le lingue
reading-demand = Originale su richiesta
original = Originale
original-changed = L’originale è cambiato dopo la traduzione:
translated-by-machine-all = Questa pagina è stata tradotta automaticamente.
translated-by-machine-some = Parti di questa pagina sono state tradotte automaticamente.
translated-by-machine-text = Questo testo è stato tradotto automaticamente.
not-translated = Non ancora tradotto

## Dates and drafts

last-updated = Ultimo aggiornamento: { DATETIME($date, dateStyle: "long") }
draft-title = Bozza
draft-notice = Questa pagina non è ancora pubblicata.
draft-scheduled = Data di pubblicazione prevista: { DATETIME($date, dateStyle: "long") }.

## Start page

section-pages =
    { $count ->
        [one] { $count } pagina
       *[other] { $count } pagine
    }

## Page not found

not-found-title = Pagina non trovata
not-found-text = L’indirizzo potrebbe contenere un errore di battitura oppure la pagina è stata spostata.
not-found-home = Vai alla pagina iniziale
not-found-languages = Altre lingue

## Redirects

redirect-title = Questa pagina è stata spostata
redirect-text = Se il reindirizzamento automatico non avviene, segui il link.
redirect-link = Vai alla pagina

## Choice of language

languages-title = Scegli la lingua
languages-text = Questa guida è disponibile nelle seguenti lingue.

## Page furniture

offer-language = Leggi questa pagina in { $language }
offer-decline = Non proporre più
code-copy = Copia il codice
code-copied = Il codice è negli appunti.
heading-link = Collegamento a questa sezione
close = Chiudi
source-updated = Ultimo aggiornamento dell’originale: { DATETIME($date, dateStyle: "long") }
written-by = A cura di { $authors }
edit-page = Modifica questa pagina
feed-title = Che cosa è cambiato

## Translation status

status-title = Stato delle traduzioni
status-text = Avanzamento di ogni lingua, calcolato sulle parole del testo di origine. Un testo è aggiornato se è stato tradotto da ciò che il testo di origine dice ora.
status-no-languages = Nessuna lingua di questo sito è tradotta da un’altra.
status-percent = { $percent }%
status-current = { $percent }% aggiornato
status-not-recorded = Non ancora registrato
status-record = Non è ancora registrato da quale testo siano state fatte queste traduzioni. Registralo con «diglot ledger adopt» o «diglot ledger accept».
status-words =
    { $count ->
        [one] { $count } parola
       *[other] { $count } parole
    }
status-units =
    { $count ->
        [one] { $count } testo
       *[other] { $count } testi
    }
status-words-left =
    { $count ->
        [one] { $count } parola da tradurre
       *[other] { $count } parole da tradurre
    }
status-left =
    { $count ->
        [one] Resta da tradurre { $count } parola.
       *[other] Restano da tradurre { $count } parole.
    }
status-first = Le pagine con meno parole da tradurre vengono per prime, perché ciò che è quasi pronto aiuta prima i lettori.
status-nothing-left = Non resta nulla da tradurre.
status-map = Pagine per lingua
status-map-text = Ogni cella indica quale parte delle parole di una pagina è aggiornata e porta a ciò che resta da fare in quella pagina.
status-folder = Cartella
status-no-folder = Fuori dalle cartelle
status-page = Pagina
status-more-pages =
    { $count ->
        [one] { $count } altra pagina non è elencata qui. «diglot status --format json» le elenca tutte.
       *[other] Altre { $count } pagine non sono elencate qui. «diglot status --format json» le elenca tutte.
    }
status-more-units =
    { $count ->
        [one] { $count } altro testo di questa pagina non è mostrato qui. «diglot status --format json» li elenca tutti.
       *[other] Altri { $count } testi di questa pagina non sono mostrati qui. «diglot status --format json» li elenca tutti.
    }
status-source = Origine
status-translation = Traduzione
status-is-untranslated = Questa pagina non è stata tradotta.
status-is-orphaned = Questa pagina non esiste più nella lingua di origine.
status-page-current = Aggiornata
status-page-behind = Indietro rispetto all’origine
status-page-orphaned = Non più nell’origine
status-page-untranslated = Non tradotta
status-page-unknown = Non registrata
status-unit-missing = Mancante
status-unit-stale = Origine modificata
status-unit-untouched = Ancora nelle parole dell’origine
status-unit-unknown = Non registrato
status-unit-fresh = Aggiornato
status-unit-reviewed = Revisionato
status-unit-orphaned = Non più nell’origine

## Alert titles

alert-note = Nota
alert-tip = Suggerimento
alert-important = Importante
alert-warning = Avviso
alert-caution = Attenzione

## Page content

watch-video = Guarda il video
enlarge-image = Ingrandisci l’immagine
footnotes = Note a piè di pagina
footnote-back = Torna al testo
table = Tabella
task-done = Completata
task-open = Da completare
code-missing = Impossibile caricare l’esempio di codice.
include-missing = Impossibile caricare questa parte della pagina.

## Eligibility checks

elig-yes = Sì
elig-no = No
elig-unsure = Non lo so con certezza
elig-none = Nessuna di queste opzioni
elig-private = Le risposte restano su questo dispositivo: non viene inviato né salvato nulla.
elig-all = Chiedi di tutti i criteri, anche quando il risultato è già chiaro
elig-submit = Mostra il risultato
elig-restart = Ricomincia
elig-copy = Copia un link con le mie risposte
elig-print = Stampa
elig-copied = Il link si trova ora nella barra degli indirizzi e, se il browser lo consente, negli appunti. Contiene le tue risposte: chi lo riceve può vederle.
elig-changed = Le regole sono cambiate da quando è stato creato questo link. Controlla le risposte.
elig-errors = C’è un problema
elig-error = Errore: { $text }
elig-error-choose = Seleziona una risposta.
elig-error-any = Seleziona tutte le opzioni pertinenti, oppure «Nessuna di queste opzioni».
elig-error-whole = Inserisci un numero intero da { $min } a { $max }.
elig-error-date = Inserisci una data compresa tra { DATETIME($min, dateStyle: "long") } e { DATETIME($max, dateStyle: "long") }.
elig-error-date-to-today = Inserisci una data compresa tra { DATETIME($min, dateStyle: "long") } e oggi.
elig-error-date-from-today = Inserisci una data compresa tra oggi e { DATETIME($max, dateStyle: "long") }.
elig-error-date-other = Inserisci una data esistente che rientri nel periodo in questione.
elig-day = Giorno
elig-month = Mese
elig-year = Anno
elig-result = Risultato
elig-undecided = Il risultato è ancora aperto
elig-undecided-text = Con le risposte «Non lo so con certezza» è possibile più di un risultato.
elig-possible = Ancora possibile
elig-why = Queste risposte portano al risultato
elig-change = Per «{ $outcome }» tutte queste risposte dovrebbero essere diverse
elig-change-none = Nessuna risposta che puoi cambiare porterebbe a «{ $outcome }».
elig-next = Da leggere ora: { $page }
elig-left =
    { $count ->
        [one] Al massimo ancora { $count } domanda
        [many] Al massimo ancora { $count } domande
       *[other] Al massimo ancora { $count } domande
    }
elig-answers = Le tue risposte
elig-criteria = Criteri
elig-met =
    { $met ->
        [one] { $met } criterio su { $all } è soddisfatto o non si applica
        [many] { $met } criteri su { $all } sono soddisfatti o non si applicano
       *[other] { $met } criteri su { $all } sono soddisfatti o non si applicano
    }
elig-is-met = Soddisfatto:
elig-is-unmet = Non soddisfatto:
elig-is-not-applicable = Non si applica:
elig-is-unknown = Non ancora noto:
elig-from = In vigore dal giorno { DATETIME($from, dateStyle: "long") }.
elig-until = In vigore fino al giorno { DATETIME($until, dateStyle: "long") }.
elig-from-until = In vigore dal giorno { DATETIME($from, dateStyle: "long") } al giorno { DATETIME($until, dateStyle: "long") }.
elig-read = Per saperne di più: { $page }
elig-outcomes = Risultati possibili
elig-table = Tutte le risposte con i loro risultati
elig-table-long = Le risposte sono troppe per mostrarle in una tabella.
elig-table-not-asked = Non richiesto
elig-table-any = Qualsiasi risposta
elig-table-or = oppure
elig-table-either = { LIST($items, type: "or") }
elig-table-both = { LIST($items, type: "unit") }
elig-table-number = { $from }
elig-table-at-least = { $from } o più
elig-table-at-most = { $to } o meno
elig-table-between = Da { $from } a { $to }
elig-table-date = { DATETIME($date, dateStyle: "long") }
elig-table-today = oggi
elig-table-later = { $day } o dopo
elig-table-after = Dopo: { $day }
elig-table-before = Prima: { $day }
elig-table-earlier = { $day } o prima
elig-table-days-ago =
    { $count ->
        [one] { $count } giorno fa
       *[other] { $count } giorni fa
    }
elig-table-months-ago =
    { $count ->
        [one] { $count } mese fa
       *[other] { $count } mesi fa
    }
elig-table-years-ago =
    { $count ->
        [one] { $count } anno fa
       *[other] { $count } anni fa
    }
elig-table-days-ahead =
    { $count ->
        [one] fra { $count } giorno
       *[other] fra { $count } giorni
    }
elig-table-months-ahead =
    { $count ->
        [one] fra { $count } mese
       *[other] fra { $count } mesi
    }
elig-table-years-ahead =
    { $count ->
        [one] fra { $count } anno
       *[other] fra { $count } anni
    }
elig-table-with = Con: { LIST($items) }
elig-table-without = Senza: { LIST($items, type: "or") }
elig-table-of = { $number } tra: { LIST($items, type: "unit") }
elig-source = Fonte: { $page }
elig-revised = Regole del { DATETIME($date, dateStyle: "long") }
elig-printed = Data
elig-guidance = Questo risultato è indicativo e non è una decisione.
elig-unavailable = Questa verifica al momento non è disponibile
elig-unavailable-text = Puoi leggere le regole qui:
elig-ask = Digitare il numero di una risposta, il suo nome o il suo testo. ? aiuta, b torna indietro.

## Kinds of links on landing pages

landing-overview = Panoramica
landing-get-started = Per iniziare
landing-concept = Concetti
landing-how-to-guide = Guida pratica
landing-quickstart = Guida rapida
landing-tutorial = Tutorial
landing-reference = Documentazione di riferimento
landing-download = Download
landing-whats-new = Novità
landing-learn = Apprendimento
landing-video = Video
landing-training = Formazione
landing-sample = Esempio
landing-deploy = Distribuzione
landing-architecture = Architettura
landing-other = Altro
