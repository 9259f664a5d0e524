serves = { $count ->
    [one] Für eine Person.
   *[other] Für { $count } Personen.
}
