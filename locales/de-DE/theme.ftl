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

## Search

search = Suchen
search-label = Diese Dokumentation durchsuchen
search-close = Suche schließen
search-section = Bereich
search-all-sections = Alle Bereiche
search-results = Gefundene Seiten:
search-none = Nichts gefunden. Versuchen Sie es mit weniger oder anderen Wörtern.
search-failed = Die Suche kann im Moment nicht geladen werden. Bitte versuchen Sie es später noch einmal.
search-more = Mehr anzeigen
search-others = In anderen Sprachen suchen
search-keys = ↑ ↓ wählt aus, Enter öffnet, Esc schließt

## Pages shown in another language

fallback-title = Noch nicht in Ihrer Sprache verfügbar
fallback-notice = Diese Seite wurde noch nicht übersetzt. Angezeigt wird die Fassung in folgender Sprache: { $language }.
fallback-others = Sie ist auch in folgenden Sprachen verfügbar: { $languages }.
page-in = Sprache der Seite: { $language }

## A translation and its original

readings = Lesart
reading-translation = Übersetzung
reading-both = Beide Sprachen
reading-demand = Original auf Wunsch
original = Original
original-changed = Das Original hat sich seit der Übersetzung geändert:
translated-by-machine-all = Diese Seite wurde maschinell übersetzt.
translated-by-machine-some = Teile dieser Seite wurden maschinell übersetzt.
translated-by-machine-text = Dieser Text wurde maschinell übersetzt.
not-translated = Noch nicht übersetzt

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

## Page furniture

offer-language = Diese Seite auf { $language } lesen
offer-decline = Nicht mehr anbieten
code-copy = Code kopieren
code-copied = Der Code ist in der Zwischenablage.
heading-link = Link zu diesem Abschnitt
close = Schließen
source-updated = Original zuletzt aktualisiert: { DATETIME($date, dateStyle: "long") }
written-by = Verfasst von { $authors }
edit-page = Diese Seite bearbeiten
feed-title = Was sich geändert hat

## Translation status

status-title = Stand der Übersetzungen
status-text = So weit sind die einzelnen Sprachen, gezählt in Wörtern des Ausgangstexts. Ein Text ist aktuell, wenn er aus dem übersetzt wurde, was im Ausgangstext jetzt steht.
status-no-languages = Hier wird keine Sprache aus einer anderen übersetzt.
status-percent = { $percent } %
status-current = { $percent } % aktuell
status-not-recorded = Noch nicht erfasst
status-record = Noch ist nicht erfasst, woraus diese Texte übersetzt wurden. Mit „diglot ledger adopt“ oder „diglot ledger accept“ erfassen Sie es.
status-words =
    { $count ->
        [one] { $count } Wort
       *[other] { $count } Wörter
    }
status-units =
    { $count ->
        [one] { $count } Text
       *[other] { $count } Texte
    }
status-words-left =
    { $count ->
        [one] noch { $count } Wort
       *[other] noch { $count } Wörter
    }
status-left =
    { $count ->
        [one] Noch { $count } Wort ist zu übersetzen.
       *[other] Noch { $count } Wörter sind zu übersetzen.
    }
status-first = Zuerst kommen die Seiten, auf denen am wenigsten Wörter fehlen, denn was fast fertig ist, hilft den Lesern am schnellsten.
status-nothing-left = Es ist nichts mehr zu übersetzen.
status-map = Seiten nach Sprachen
status-map-text = Jedes Feld zeigt, welcher Anteil der Wörter einer Seite aktuell ist, und führt zu dem, was auf dieser Seite noch zu tun ist.
status-folder = Ordner
status-no-folder = Außerhalb von Ordnern
status-page = Seite
status-more-pages =
    { $count ->
        [one] { $count } weitere Seite ist hier nicht aufgeführt. „diglot status --format json“ führt alle auf.
       *[other] { $count } weitere Seiten sind hier nicht aufgeführt. „diglot status --format json“ führt alle auf.
    }
status-more-units =
    { $count ->
        [one] { $count } weiterer Text dieser Seite ist hier nicht gezeigt. „diglot status --format json“ führt alle auf.
       *[other] { $count } weitere Texte dieser Seite sind hier nicht gezeigt. „diglot status --format json“ führt alle auf.
    }
status-source = Ausgangstext
status-translation = Übersetzung
status-is-untranslated = Diese Seite wurde noch nicht übersetzt.
status-is-orphaned = Im Ausgangstext gibt es diese Seite nicht mehr.
status-page-current = Aktuell
status-page-behind = Nicht auf dem Stand des Ausgangstexts
status-page-orphaned = Nicht mehr im Ausgangstext
status-page-untranslated = Nicht übersetzt
status-page-unknown = Nicht erfasst
status-unit-missing = Fehlt
status-unit-stale = Ausgangstext geändert
status-unit-untouched = Noch im Wortlaut des Ausgangstexts
status-unit-unknown = Nicht erfasst
status-unit-fresh = Aktuell
status-unit-reviewed = Geprüft
status-unit-orphaned = Nicht mehr im Ausgangstext

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

## Eligibility checks

elig-yes = Ja
elig-no = Nein
elig-unsure = Ich bin nicht sicher
elig-none = Nichts davon
elig-private = Ihre Antworten bleiben auf diesem Gerät: Nichts wird gesendet oder gespeichert.
elig-all = Nach allen Kriterien fragen, auch wenn das Ergebnis schon feststeht
elig-submit = Ergebnis anzeigen
elig-restart = Von vorn beginnen
elig-copy = Link mit meinen Antworten kopieren
elig-print = Drucken
elig-copied = Der Link steht jetzt in der Adresszeile und, wenn Ihr Browser es erlaubt, in der Zwischenablage. Er enthält Ihre Antworten: Wer ihn hat, kann sie sehen.
elig-changed = Die Regeln haben sich geändert, seit dieser Link erstellt wurde. Prüfen Sie Ihre Antworten.
elig-errors = Es gibt ein Problem
elig-error = Fehler: { $text }
elig-error-choose = Wählen Sie eine Antwort aus.
elig-error-any = Wählen Sie alles Zutreffende aus oder „Nichts davon“.
elig-error-whole = Geben Sie eine ganze Zahl von { $min } bis { $max } ein.
elig-error-date = Geben Sie ein Datum vom { DATETIME($min, dateStyle: "long") } bis zum { DATETIME($max, dateStyle: "long") } ein.
elig-error-date-to-today = Geben Sie ein Datum vom { DATETIME($min, dateStyle: "long") } bis heute ein.
elig-error-date-from-today = Geben Sie ein Datum von heute bis zum { DATETIME($max, dateStyle: "long") } ein.
elig-error-date-other = Geben Sie ein Datum ein, das es gibt und das im fraglichen Zeitraum liegt.
elig-day = Tag
elig-month = Monat
elig-year = Jahr
elig-result = Ergebnis
elig-undecided = Das Ergebnis ist noch offen
elig-undecided-text = Mit den Antworten „Ich bin nicht sicher“ ist mehr als ein Ergebnis möglich.
elig-possible = Noch möglich
elig-why = Diese Antworten führen zum Ergebnis
elig-change = Für „{ $outcome }“ müssten alle diese Antworten anders sein
elig-change-none = Keine Antwort, die Sie ändern können, würde zu „{ $outcome }“ führen.
elig-next = Als Nächstes lesen: { $page }
elig-left =
    { $count ->
        [one] Höchstens noch { $count } Frage
       *[other] Höchstens noch { $count } Fragen
    }
elig-answers = Ihre Antworten
elig-criteria = Kriterien
elig-met =
    { $met ->
        [one] { $met } von { $all } Kriterien ist erfüllt oder trifft nicht zu
       *[other] { $met } von { $all } Kriterien sind erfüllt oder treffen nicht zu
    }
elig-is-met = Erfüllt:
elig-is-unmet = Nicht erfüllt:
elig-is-not-applicable = Trifft nicht zu:
elig-is-unknown = Noch nicht bekannt:
elig-from = Gilt ab dem { DATETIME($from, dateStyle: "long") }.
elig-until = Gilt bis zum { DATETIME($until, dateStyle: "long") }.
elig-from-until = Gilt vom { DATETIME($from, dateStyle: "long") } bis zum { DATETIME($until, dateStyle: "long") }.
elig-read = Mehr dazu: { $page }
elig-outcomes = Mögliche Ergebnisse
elig-table = Alle Antworten und ihre Ergebnisse
elig-table-long = Es gibt zu viele Antworten, um sie in einer Tabelle zu zeigen.
elig-table-not-asked = Wird nicht gefragt
elig-table-any = Jede Antwort
elig-table-or = oder
elig-table-either = { LIST($items, type: "or") }
elig-table-both = { LIST($items, type: "unit") }
elig-table-number = { $from }
elig-table-at-least = { $from } oder mehr
elig-table-at-most = { $to } oder weniger
elig-table-between = { $from } bis { $to }
elig-table-date = { DATETIME($date, dateStyle: "long") }
elig-table-today = heute
elig-table-later = { $day } oder später
elig-table-after = Später als { $day }
elig-table-before = Früher als { $day }
elig-table-earlier = { $day } oder früher
elig-table-days-ago =
    { $count ->
        [one] vor { $count } Tag
       *[other] vor { $count } Tagen
    }
elig-table-months-ago =
    { $count ->
        [one] vor { $count } Monat
       *[other] vor { $count } Monaten
    }
elig-table-years-ago =
    { $count ->
        [one] vor { $count } Jahr
       *[other] vor { $count } Jahren
    }
elig-table-days-ahead =
    { $count ->
        [one] in { $count } Tag
       *[other] in { $count } Tagen
    }
elig-table-months-ahead =
    { $count ->
        [one] in { $count } Monat
       *[other] in { $count } Monaten
    }
elig-table-years-ahead =
    { $count ->
        [one] in { $count } Jahr
       *[other] in { $count } Jahren
    }
elig-table-with = Mit: { LIST($items) }
elig-table-without = Ohne: { LIST($items, type: "or") }
elig-table-of = { $number } von diesen: { LIST($items, type: "unit") }
elig-source = Quelle: { $page }
elig-revised = Regeln vom { DATETIME($date, dateStyle: "long") }
elig-printed = Datum
elig-guidance = Dieses Ergebnis dient zur Orientierung und ist keine Entscheidung.
elig-unavailable = Dieser Check ist zurzeit nicht verfügbar
elig-unavailable-text = Die Regeln können Sie hier nachlesen:
elig-ask = Geben Sie die Nummer einer Antwort, ihren Namen oder ihren Wortlaut ein. ? hilft weiter, b geht zurück.

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
