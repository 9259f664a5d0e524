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

## Pages shown in another language

fallback-title = Пока недоступно на вашем языке
fallback-notice = Эта страница ещё не переведена. Показана версия на языке: { $language }.
fallback-others = Она также доступна на следующих языках: { $languages }.
page-in = язык страницы: { $language }

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
