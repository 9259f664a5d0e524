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

## Pages shown in another language

fallback-title = Not available in your language yet
fallback-notice = This page has not been translated yet. You are reading it in { $language }.
fallback-others = It is also available in { $languages }.
page-in = shown in { $language }

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
