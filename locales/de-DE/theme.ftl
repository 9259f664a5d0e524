# Interface texts of the Diglot documentation theme in German (Germany).

## Page frame

skip-to-content = Zum Inhalt springen
navigation = Dokumentation
menu = Menü
on-this-page = Auf dieser Seite
language = Sprache
breadcrumbs = Sie sind hier
home = Startseite
previous-page = Vorherige Seite
next-page = Nächste Seite
pages = Weitere Seiten
built-with = Erstellt mit Diglot

## Pages shown in another language

fallback-title = Noch nicht in Ihrer Sprache verfügbar
fallback-notice = Diese Seite wurde noch nicht übersetzt. Angezeigt wird die Fassung in folgender Sprache: { $language }.
fallback-others = Sie ist auch in folgenden Sprachen verfügbar: { $languages }.
page-in = Sprache der Seite: { $language }

## Dates and drafts

last-updated = Zuletzt aktualisiert: { DATETIME($date, dateStyle: "long") }
draft-title = Entwurf
draft-notice = Diese Seite ist noch nicht veröffentlicht.
draft-scheduled = Diese Seite wird am { DATETIME($date, dateStyle: "long") } veröffentlicht.

## Start page

section-pages =
    { $count ->
        [one] { $count } Seite
       *[other] { $count } Seiten
    }

## Page not found

not-found-title = Seite nicht gefunden
not-found-text = Möglicherweise enthält die Adresse einen Tippfehler, oder die Seite wurde verschoben.
not-found-home = Zur Startseite
not-found-languages = Andere Sprachen

## Redirects

redirect-title = Diese Seite wurde verschoben
redirect-text = Wenn Sie nicht automatisch weitergeleitet werden, folgen Sie bitte dem Link.
redirect-link = Zur Seite

## Choice of language

languages-title = Wählen Sie Ihre Sprache
languages-text = Diese Hilfe ist in den folgenden Sprachen verfügbar.

## Alert titles

alert-note = Hinweis
alert-tip = Tipp
alert-important = Wichtig
alert-warning = Warnung
alert-caution = Vorsicht

## Page content

watch-video = Video ansehen
enlarge-image = Bild vergrößern
footnotes = Fußnoten
footnote-back = Zurück zum Text
table = Tabelle
task-done = Erledigt
task-open = Noch nicht erledigt
code-missing = Das Codebeispiel konnte nicht geladen werden.
include-missing = Dieser Teil der Seite konnte nicht geladen werden.

## Kinds of links on landing pages

landing-overview = Übersicht
landing-get-started = Erste Schritte
landing-concept = Konzept
landing-how-to-guide = Anleitung
landing-quickstart = Schnellstart
landing-tutorial = Tutorial
landing-reference = Referenz
landing-download = Download
landing-whats-new = Neuigkeiten
landing-learn = Lernen
landing-video = Video
landing-training = Schulung
landing-sample = Beispiel
landing-deploy = Bereitstellung
landing-architecture = Architektur
landing-other = Weiteres
