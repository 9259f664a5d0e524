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
