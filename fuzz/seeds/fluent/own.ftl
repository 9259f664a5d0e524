# Own texts
menu = Menu { $count ->
    [one] one
   *[other] { NUMBER($count, minimumFractionDigits: 2) }
}
    .title = Title { -brand }
-brand = Pond
    .case = ponds
alert-note = <b>Note</b> {"{"} { menu.title } { DATETIME($date, month: "long") }
skip-to-content = {{ $x }} { alert-tip }
alert-tip = { alert-note }
broken { =
%%%
menu = Menü
-brand = { -brand }
language-name = Deutsch { LIST($items) }
