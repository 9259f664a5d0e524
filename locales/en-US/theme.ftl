# Interface texts of the Diglot documentation theme in English (United States).

## Page frame

skip-to-content = Skip to content
navigation = Documentation
menu = Menu
on-this-page = On this page
language = Language
breadcrumbs = You are here
home = Home
previous-page = Previous
next-page = Next
pages = More pages
built-with = Built with Diglot

## Search

search = Search
search-label = Search this documentation
search-close = Close the search
search-section = Section
search-all-sections = All sections
search-results = Pages found:
search-none = Nothing found. Try fewer or other words.
search-failed = The search cannot be loaded at the moment. Please try again later.
search-more = Show more
search-others = Look in other languages
search-keys = ↑ ↓ to choose, Enter to open, Esc to close

## Pages shown in another language

fallback-title = Not available in your language yet
fallback-notice = This page has not been translated yet. You are reading it in { $language }.
fallback-others = It is also available in { $languages }.
page-in = shown in { $language }

## A translation and its original

readings = Reading
reading-translation = Translation
reading-both = Both languages
reading-demand = Original on demand
original = Original
original-changed = The original has changed since this was translated:
translated-by-machine-all = This page was translated by a machine.
translated-by-machine-some = Parts of this page were translated by a machine.
translated-by-machine-text = This text was translated by a machine.
not-translated = Not translated yet

## Dates and drafts

last-updated = Last updated: { DATETIME($date, dateStyle: "long") }
draft-title = Draft
draft-notice = This page is not published yet.
draft-scheduled = This page will be published on { DATETIME($date, dateStyle: "long") }.

## Start page

section-pages =
    { $count ->
        [one] { $count } page
       *[other] { $count } pages
    }

## Page not found

not-found-title = Page not found
not-found-text = The address may be mistyped, or the page has moved.
not-found-home = Go to the start page
not-found-languages = Other languages

## Redirects

redirect-title = This page has moved
redirect-text = If you are not taken there automatically, follow the link.
redirect-link = Go to the page

## Choice of language

languages-title = Choose your language
languages-text = This help is available in these languages.

## Page furniture

offer-language = Read this page in { $language }
offer-decline = Don’t offer again
code-copy = Copy code
code-copied = The code is on the clipboard.
heading-link = Link to this section
close = Close
source-updated = Original last updated: { DATETIME($date, dateStyle: "long") }
written-by = Written by { $authors }
edit-page = Edit this page
feed-title = What has changed

## Translation status

status-title = Translation status
status-text = How far each language is, counted in words of the source. A text is current if it was translated from what the source says now.
status-no-languages = No language here is translated from another.
status-percent = { $percent }%
status-current = { $percent }% current
status-not-recorded = Not recorded yet
status-record = Nothing is recorded yet of what these texts were translated from. Record it with “diglot ledger adopt” or “diglot ledger accept”.
status-words =
    { $count ->
        [one] { $count } word
       *[other] { $count } words
    }
status-units =
    { $count ->
        [one] { $count } text
       *[other] { $count } texts
    }
status-words-left =
    { $count ->
        [one] { $count } word left
       *[other] { $count } words left
    }
status-left =
    { $count ->
        [one] { $count } word is left to translate.
       *[other] { $count } words are left to translate.
    }
status-first = The pages with the fewest words left come first, because what is nearly done helps readers soonest.
status-nothing-left = Nothing is left to translate.
status-map = Pages by language
status-map-text = Each cell shows which share of a page’s words is current, and leads to what is left to do on that page.
status-folder = Folder
status-no-folder = Outside folders
status-page = Page
status-more-pages =
    { $count ->
        [one] { $count } more page is not listed here. “diglot status --format json” lists all of them.
       *[other] { $count } more pages are not listed here. “diglot status --format json” lists all of them.
    }
status-more-units =
    { $count ->
        [one] { $count } more text of this page is not shown here. “diglot status --format json” lists all of them.
       *[other] { $count } more texts of this page are not shown here. “diglot status --format json” lists all of them.
    }
status-source = Source
status-translation = Translation
status-is-untranslated = This page has not been translated.
status-is-orphaned = The source no longer has this page.
status-page-current = Current
status-page-behind = Behind the source
status-page-orphaned = No longer in the source
status-page-untranslated = Not translated
status-page-unknown = Not recorded
status-unit-missing = Missing
status-unit-stale = Source has changed
status-unit-untouched = Still in the source’s words
status-unit-unknown = Not recorded
status-unit-fresh = Current
status-unit-reviewed = Reviewed
status-unit-orphaned = No longer in the source

## Alert titles

alert-note = Note
alert-tip = Tip
alert-important = Important
alert-warning = Warning
alert-caution = Caution

## Page content

watch-video = Watch the video
enlarge-image = Show the image larger
footnotes = Footnotes
footnote-back = Back to the text
table = Table
task-done = Done
task-open = Not done
code-missing = The code sample could not be loaded.
include-missing = This part of the page could not be loaded.

## Eligibility checks

elig-yes = Yes
elig-no = No
elig-unsure = I am not sure
elig-none = None of these
elig-private = Your answers stay on this device: nothing is sent or stored.
elig-all = Ask about every criterion, even when the result is already clear
elig-submit = Show the result
elig-restart = Start over
elig-copy = Copy a link with my answers
elig-print = Print
elig-copied = The link is now in the address bar and, if your browser allows it, on the clipboard. It contains your answers, so anyone who has it can see them.
elig-changed = The rules have changed since this link was made. Check your answers.
elig-errors = There is a problem
elig-error = Error: { $text }
elig-error-choose = Select an answer.
elig-error-any = Select all that apply, or “None of these”.
elig-error-whole = Enter a whole number from { $min } to { $max }.
elig-error-date = Enter a date from { DATETIME($min, dateStyle: "long") } to { DATETIME($max, dateStyle: "long") }.
elig-error-date-to-today = Enter a date from { DATETIME($min, dateStyle: "long") } to today.
elig-error-date-from-today = Enter a date from today to { DATETIME($max, dateStyle: "long") }.
elig-error-date-other = Enter a date that exists and is in the period in question.
elig-day = Day
elig-month = Month
elig-year = Year
elig-result = Result
elig-undecided = The result is still open
elig-undecided-text = With the answers “I am not sure”, more than one result is possible.
elig-possible = Still possible
elig-why = These answers lead to the result
elig-change = For “{ $outcome }”, all of these answers would have to be different
elig-change-none = No answer that you can change would lead to “{ $outcome }”.
elig-next = Read next: { $page }
elig-left =
    { $count ->
        [one] At most { $count } more question
       *[other] At most { $count } more questions
    }
elig-answers = Your answers
elig-criteria = Criteria
elig-met =
    { $met ->
        [one] { $met } of { $all } criteria is met or does not apply
       *[other] { $met } of { $all } criteria are met or do not apply
    }
elig-is-met = Met:
elig-is-unmet = Not met:
elig-is-not-applicable = Does not apply:
elig-is-unknown = Not known yet:
elig-from = Applies from { DATETIME($from, dateStyle: "long") }.
elig-until = Applies until { DATETIME($until, dateStyle: "long") }.
elig-from-until = Applies from { DATETIME($from, dateStyle: "long") } to { DATETIME($until, dateStyle: "long") }.
elig-read = Read more: { $page }
elig-outcomes = Possible results
elig-table = All answers and their results
elig-table-long = There are too many answers to show them in a table.
elig-table-not-asked = Not asked
elig-table-any = Any answer
elig-table-or = or
elig-table-either = { LIST($items, type: "or") }
elig-table-both = { LIST($items, type: "unit") }
elig-table-number = { $from }
elig-table-at-least = { $from } or more
elig-table-at-most = { $to } or less
elig-table-between = { $from } to { $to }
elig-table-date = { DATETIME($date, dateStyle: "long") }
elig-table-today = today
elig-table-later = { $day } or later
elig-table-after = Later than { $day }
elig-table-before = Earlier than { $day }
elig-table-earlier = { $day } or earlier
elig-table-days-ago =
    { $count ->
        [one] { $count } day ago
       *[other] { $count } days ago
    }
elig-table-months-ago =
    { $count ->
        [one] { $count } month ago
       *[other] { $count } months ago
    }
elig-table-years-ago =
    { $count ->
        [one] { $count } year ago
       *[other] { $count } years ago
    }
elig-table-days-ahead =
    { $count ->
        [one] { $count } day from now
       *[other] { $count } days from now
    }
elig-table-months-ahead =
    { $count ->
        [one] { $count } month from now
       *[other] { $count } months from now
    }
elig-table-years-ahead =
    { $count ->
        [one] { $count } year from now
       *[other] { $count } years from now
    }
elig-table-with = With { LIST($items) }
elig-table-without = Without { LIST($items, type: "or") }
elig-table-of = { $number } of these: { LIST($items, type: "unit") }
elig-source = Source: { $page }
elig-revised = Rules of { DATETIME($date, dateStyle: "long") }
elig-printed = Date
elig-guidance = This result is guidance, not a decision.
elig-unavailable = This check is not available at the moment
elig-unavailable-text = You can read the rules here:
elig-ask = Type the number of an answer, its name or its words. ? helps, b goes back.

## Kinds of links on landing pages

landing-overview = Overview
landing-get-started = Get started
landing-concept = Concept
landing-how-to-guide = How-to guide
landing-quickstart = Quickstart
landing-tutorial = Tutorial
landing-reference = Reference
landing-download = Download
landing-whats-new = What’s new
landing-learn = Learn
landing-video = Video
landing-training = Training
landing-sample = Sample
landing-deploy = Deploy
landing-architecture = Architecture
landing-other = More
