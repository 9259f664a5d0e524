next-page = Turn the page
serves = { $count ->
    [one] Serves one person.
   *[other] Serves { $count } people.
}
