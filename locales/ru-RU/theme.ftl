# Interface texts of the Diglot documentation theme in Russian (Russia).

## Page frame

skip-to-content = Перейти к содержимому
navigation = Документация
menu = Меню
on-this-page = На этой странице
language = Язык
breadcrumbs = Вы находитесь здесь
home = Главная
previous-page = Предыдущая страница
next-page = Следующая страница
pages = Другие страницы
built-with = Создано с помощью Diglot

## Search

search = Поиск
search-label = Поиск по документации
search-close = Закрыть поиск
search-section = Раздел
search-all-sections = Все разделы
search-results = Найдено страниц:
search-none = Ничего не найдено. Попробуйте сократить или изменить запрос.
search-failed = Сейчас загрузить поиск не удалось. Повторите попытку позже.
search-more = Показать ещё
search-others = Искать на других языках
search-keys = ↑ ↓ — выбрать, Enter — открыть, Esc — закрыть

## Pages shown in another language

fallback-title = Пока недоступно на вашем языке
fallback-notice = Эта страница ещё не переведена. Показана версия на языке: { $language }.
fallback-others = Она также доступна на следующих языках: { $languages }.
page-in = язык страницы: { $language }

## A translation and its original

readings = Чтение
reading-translation = Перевод
reading-both = Оба языка
reading-demand = Оригинал по запросу
original = Оригинал
original-changed = После перевода оригинал изменился:
translated-by-machine-all = Эта страница переведена автоматически.
translated-by-machine-some = Часть этой страницы переведена автоматически.
translated-by-machine-text = Этот текст переведён автоматически.
not-translated = Ещё не переведено

## Dates and drafts

last-updated = Последнее обновление: { DATETIME($date, dateStyle: "long") }
draft-title = Черновик
draft-notice = Эта страница ещё не опубликована.
draft-scheduled = Дата публикации страницы: { DATETIME($date, dateStyle: "long") }

## Start page

section-pages =
    { $count ->
        [one] { $count } страница
        [few] { $count } страницы
        [many] { $count } страниц
       *[other] { $count } страницы
    }

## Page not found

not-found-title = Страница не найдена
not-found-text = Возможно, в адресе опечатка или страница была перемещена.
not-found-home = Перейти на главную страницу
not-found-languages = Другие языки

## Redirects

redirect-title = Эта страница перемещена
redirect-text = Если автоматический переход не произошёл, воспользуйтесь ссылкой.
redirect-link = Перейти на страницу

## Choice of language

languages-title = Выберите язык
languages-text = Эта справка доступна на следующих языках.

## Page furniture

offer-language = Эта страница есть на вашем языке: { $language }
offer-decline = Больше не предлагать
code-copy = Скопировать код
code-copied = Код скопирован в буфер обмена.
heading-link = Ссылка на этот раздел
close = Закрыть
source-updated = Оригинал обновлён: { DATETIME($date, dateStyle: "long") }
written-by = Авторы: { $authors }
edit-page = Редактировать эту страницу
feed-title = Что изменилось

## Translation status

status-title = Состояние переводов
status-text = Готовность каждого языка в словах исходного текста. Перевод актуален, если он сделан с нынешнего исходного текста.
status-no-languages = Здесь ни один язык не переводится с другого.
status-percent = { $percent } %
status-current = Актуально: { $percent } %
status-not-recorded = Пока не учтено
status-record = Пока не записано, с какого текста сделаны эти переводы. Запишите это командой «diglot ledger adopt» или «diglot ledger accept».
status-words =
    { $count ->
        [one] { $count } слово
        [few] { $count } слова
        [many] { $count } слов
       *[other] { $count } слова
    }
status-units =
    { $count ->
        [one] { $count } фрагмент
        [few] { $count } фрагмента
        [many] { $count } фрагментов
       *[other] { $count } фрагмента
    }
status-words-left =
    { $count ->
        [one] осталось { $count } слово
        [few] осталось { $count } слова
        [many] осталось { $count } слов
       *[other] осталось { $count } слова
    }
status-left =
    { $count ->
        [one] Осталось перевести { $count } слово.
        [few] Осталось перевести { $count } слова.
        [many] Осталось перевести { $count } слов.
       *[other] Осталось перевести { $count } слова.
    }
status-first = Сначала идут страницы, где осталось меньше всего слов: почти готовое быстрее всего поможет читателям.
status-nothing-left = Всё переведено.
status-map = Страницы по языкам
status-map-text = В каждой ячейке указано, какая доля слов страницы актуальна; ячейка ведёт к тому, что осталось сделать на этой странице.
status-folder = Папка
status-no-folder = Вне папок
status-page = Страница
status-more-pages =
    { $count ->
        [one] Ещё { $count } страница здесь не указана. Полный список выводит «diglot status --format json».
        [few] Ещё { $count } страницы здесь не указаны. Полный список выводит «diglot status --format json».
        [many] Ещё { $count } страниц здесь не указано. Полный список выводит «diglot status --format json».
       *[other] Ещё { $count } страницы здесь не указано. Полный список выводит «diglot status --format json».
    }
status-more-units =
    { $count ->
        [one] Ещё { $count } фрагмент этой страницы здесь не показан. Полный список выводит «diglot status --format json».
        [few] Ещё { $count } фрагмента этой страницы здесь не показаны. Полный список выводит «diglot status --format json».
        [many] Ещё { $count } фрагментов этой страницы здесь не показано. Полный список выводит «diglot status --format json».
       *[other] Ещё { $count } фрагмента этой страницы здесь не показано. Полный список выводит «diglot status --format json».
    }
status-source = Исходный текст
status-translation = Перевод
status-is-untranslated = Эта страница не переведена.
status-is-orphaned = На исходном языке этой страницы больше нет.
status-page-current = Актуальна
status-page-behind = Отстаёт от исходной
status-page-orphaned = Больше нет на исходном языке
status-page-untranslated = Не переведена
status-page-unknown = Не учтена
status-unit-missing = Нет перевода
status-unit-stale = Исходный текст изменён
status-unit-untouched = Совпадает с исходным текстом
status-unit-unknown = Не учтено
status-unit-fresh = Актуально
status-unit-reviewed = Проверено
status-unit-orphaned = Больше нет в исходном тексте

## Alert titles

alert-note = Примечание
alert-tip = Совет
alert-important = Важно
alert-warning = Предупреждение
alert-caution = Осторожно

## Page content

watch-video = Смотреть видео
enlarge-image = Увеличить изображение
footnotes = Сноски
footnote-back = Вернуться к тексту
table = Таблица
task-done = Выполнено
task-open = Не выполнено
code-missing = Не удалось загрузить пример кода.
include-missing = Не удалось загрузить эту часть страницы.

## Eligibility checks

elig-yes = Да
elig-no = Нет
elig-unsure = Не знаю точно
elig-none = Ничего из перечисленного
elig-private = Ваши ответы остаются на этом устройстве: ничего не отправляется и не сохраняется.
elig-all = Спрашивать обо всех критериях, даже если результат уже ясен
elig-submit = Показать результат
elig-restart = Начать заново
elig-copy = Скопировать ссылку с моими ответами
elig-print = Напечатать
elig-copied = Ссылка теперь в адресной строке и, если браузер это разрешает, в буфере обмена. В ней есть ваши ответы: их увидит каждый, у кого она есть.
elig-changed = С тех пор как была создана эта ссылка, правила изменились. Проверьте свои ответы.
elig-errors = Нужно исправить ответы
elig-error = Ошибка: { $text }
elig-error-choose = Выберите ответ.
elig-error-any = Отметьте всё подходящее или «Ничего из перечисленного».
elig-error-whole = Введите целое число от { $min } до { $max }.
elig-error-date = Введите дату в промежутке: { DATETIME($min, dateStyle: "long") } – { DATETIME($max, dateStyle: "long") }
elig-error-date-to-today = Введите дату от { DATETIME($min, dateStyle: "long") } до сегодняшнего дня.
elig-error-date-from-today = Введите дату от сегодняшнего дня до { DATETIME($max, dateStyle: "long") }
elig-error-date-other = Введите существующую дату в пределах нужного периода.
elig-day = День
elig-month = Месяц
elig-year = Год
elig-result = Результат
elig-undecided = Результат пока не определён
elig-undecided-text = При ответах «Не знаю точно» возможно несколько результатов.
elig-possible = Ещё возможно
elig-why = К результату ведут эти ответы
elig-change = Для результата «{ $outcome }» все эти ответы должны быть другими
elig-change-none = Ни один ответ, который вы можете изменить, не приведёт к результату «{ $outcome }».
elig-next = Что прочитать дальше: { $page }
elig-left =
    { $count ->
        [one] Осталось не более { $count } вопроса
        [few] Осталось не более { $count } вопросов
        [many] Осталось не более { $count } вопросов
       *[other] Осталось не более { $count } вопроса
    }
elig-answers = Ваши ответы
elig-criteria = Критерии
elig-met =
    { $met ->
        [one] { $met } критерий из { $all } выполнен или не применяется
        [few] { $met } критерия из { $all } выполнены или не применяются
        [many] { $met } критериев из { $all } выполнены или не применяются
       *[other] { $met } критерия из { $all } выполнены или не применяются
    }
elig-is-met = Выполнен:
elig-is-unmet = Не выполнен:
elig-is-not-applicable = Не применяется:
elig-is-unknown = Пока неизвестно:
elig-from = Действует с { DATETIME($from, dateStyle: "long") }
elig-until = Действует по { DATETIME($until, dateStyle: "long") }
elig-from-until = Действует с { DATETIME($from, dateStyle: "long") } по { DATETIME($until, dateStyle: "long") }
elig-read = Подробнее: { $page }
elig-outcomes = Возможные результаты
elig-table = Все ответы и их результаты
elig-table-long = Ответов слишком много, чтобы показать их в таблице.
elig-table-not-asked = Не спрашивается
elig-table-any = Любой ответ
elig-table-or = или
elig-table-either = { LIST($items, type: "or") }
elig-table-both = { LIST($items, type: "unit") }
elig-table-number = { $from }
elig-table-at-least = { $from } или больше
elig-table-at-most = { $to } или меньше
elig-table-between = От { $from } до { $to }
elig-table-date = { DATETIME($date, dateStyle: "long") }
elig-table-today = сегодня
elig-table-later = { $day } или позже
elig-table-after = Позже чем { $day }
elig-table-before = Раньше чем { $day }
elig-table-earlier = { $day } или раньше
elig-table-days-ago =
    { $count ->
        [one] { $count } день назад
        [few] { $count } дня назад
        [many] { $count } дней назад
       *[other] { $count } дня назад
    }
elig-table-months-ago =
    { $count ->
        [one] { $count } месяц назад
        [few] { $count } месяца назад
        [many] { $count } месяцев назад
       *[other] { $count } месяца назад
    }
elig-table-years-ago =
    { $count ->
        [one] { $count } год назад
        [few] { $count } года назад
        [many] { $count } лет назад
       *[other] { $count } года назад
    }
elig-table-days-ahead =
    { $count ->
        [one] через { $count } день
        [few] через { $count } дня
        [many] через { $count } дней
       *[other] через { $count } дня
    }
elig-table-months-ahead =
    { $count ->
        [one] через { $count } месяц
        [few] через { $count } месяца
        [many] через { $count } месяцев
       *[other] через { $count } месяца
    }
elig-table-years-ahead =
    { $count ->
        [one] через { $count } год
        [few] через { $count } года
        [many] через { $count } лет
       *[other] через { $count } года
    }
elig-table-with = Есть: { LIST($items) }
elig-table-without = Нет: { LIST($items, type: "or") }
elig-table-of = { $number } из этих: { LIST($items, type: "unit") }
elig-source = Источник: { $page }
elig-revised = Правила от { DATETIME($date, dateStyle: "long") }
elig-printed = Дата
elig-guidance = Этот результат ориентировочный и не является решением.
elig-unavailable = Эта проверка сейчас недоступна
elig-unavailable-text = Правила можно прочитать здесь:
elig-ask = Введите номер ответа, его имя или его текст. ? — подсказка, b — назад.

## Kinds of links on landing pages

landing-overview = Обзор
landing-get-started = Начало работы
landing-concept = Основные понятия
landing-how-to-guide = Практическое руководство
landing-quickstart = Быстрый старт
landing-tutorial = Учебное руководство
landing-reference = Справочник
landing-download = Скачать
landing-whats-new = Что нового
landing-learn = Обучение
landing-video = Видео
landing-training = Учебный курс
landing-sample = Пример
landing-deploy = Развёртывание
landing-architecture = Архитектура
landing-other = Ещё
