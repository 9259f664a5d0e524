# Interface texts of the Diglot documentation theme in Arabic.

## Page frame

skip-to-content = الانتقال إلى المحتوى
navigation = التوثيق
menu = القائمة
on-this-page = في هذه الصفحة
language = اللغة
breadcrumbs = أنت هنا
home = الصفحة الرئيسية
previous-page = السابق
next-page = التالي
pages = صفحات أخرى
built-with = أُنشئ باستخدام Diglot

## Pages shown in another language

fallback-title = غير متاح بلغتك بعد
fallback-notice = لم تُترجَم هذه الصفحة بعد، وهي معروضة باللغة التالية: { $language }.
fallback-others = وهي متاحة أيضًا باللغات التالية: { $languages }.
page-in = لغة الصفحة: { $language }

## Dates and drafts

last-updated = آخر تحديث: { DATETIME($date, dateStyle: "long") }
draft-title = مسودة
draft-notice = لم تُنشر هذه الصفحة بعد.
draft-scheduled = ستُنشر هذه الصفحة في { DATETIME($date, dateStyle: "long") }.

## Start page

section-pages =
    { $count ->
        [zero] لا صفحات
        [one] صفحة واحدة
        [two] صفحتان
        [few] { $count } صفحات
        [many] { $count } صفحة
       *[other] { $count } صفحة
    }

## Page not found

not-found-title = تعذّر العثور على الصفحة
not-found-text = ربما كُتب العنوان بطريقة غير صحيحة، أو نُقلت الصفحة إلى مكان آخر.
not-found-home = الانتقال إلى الصفحة الرئيسية
not-found-languages = لغات أخرى

## Redirects

redirect-title = نُقلت هذه الصفحة
redirect-text = إذا لم يتم تحويلك إليها تلقائيًا، فاستخدم الرابط.
redirect-link = الانتقال إلى الصفحة

## Choice of language

languages-title = اختر لغتك
languages-text = تتوفر هذه المساعدة باللغات التالية.

## Alert titles

alert-note = ملاحظة
alert-tip = نصيحة
alert-important = مهم
alert-warning = تحذير
alert-caution = تنبيه

## Page content

watch-video = مشاهدة الفيديو
enlarge-image = تكبير الصورة
footnotes = الحواشي السفلية
footnote-back = العودة إلى النص
table = جدول
task-done = مكتملة
task-open = غير مكتملة
code-missing = تعذّر تحميل المثال البرمجي.
include-missing = تعذّر تحميل هذا الجزء من الصفحة.

## Kinds of links on landing pages

landing-overview = نظرة عامة
landing-get-started = بدء الاستخدام
landing-concept = مفاهيم
landing-how-to-guide = دليل إرشادي
landing-quickstart = بدء سريع
landing-tutorial = درس تعليمي
landing-reference = مرجع
landing-download = تنزيل
landing-whats-new = ما الجديد
landing-learn = تعلُّم
landing-video = فيديو
landing-training = تدريب
landing-sample = مثال
landing-deploy = النشر
landing-architecture = البنية
landing-other = المزيد
