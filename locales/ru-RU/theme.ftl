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
