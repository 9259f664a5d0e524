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

## Pages shown in another language

fallback-title = Non ancora disponibile nella tua lingua
fallback-notice = Questa pagina non è ancora stata tradotta. Viene mostrata in questa lingua: { $language }.
fallback-others = È disponibile anche nelle seguenti lingue: { $languages }.
page-in = lingua della pagina: { $language }

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
