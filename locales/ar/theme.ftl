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

## Search

search = بحث
search-label = ابحث في هذا التوثيق
search-close = إغلاق البحث
search-section = القسم
search-all-sections = كل الأقسام
search-results = عدد الصفحات التي عُثر عليها:
search-none = لم يُعثر على شيء. جرّب كلمات أقل أو كلمات أخرى.
search-failed = يتعذّر تحميل البحث حاليًا. يُرجى المحاولة لاحقًا.
search-more = عرض المزيد
search-others = البحث بلغات أخرى
search-keys = ↑ ↓ للاختيار، وEnter للفتح، وEsc للإغلاق

## Pages shown in another language

fallback-title = غير متاح بلغتك بعد
fallback-notice = لم تُترجَم هذه الصفحة بعد، وهي معروضة باللغة التالية: { $language }.
fallback-others = وهي متاحة أيضًا باللغات التالية: { $languages }.
page-in = لغة الصفحة: { $language }

## A translation and its original

readings = القراءة
reading-translation = الترجمة
reading-both = اللغتان معًا
reading-demand = النص الأصلي عند الطلب
original = النص الأصلي
original-changed = تغيّر النص الأصلي بعد ترجمته:
translated-by-machine-all = تُرجمت هذه الصفحة آليًا.
translated-by-machine-some = تُرجمت أجزاء من هذه الصفحة آليًا.
translated-by-machine-text = تُرجم هذا النص آليًا.
not-translated = لم يُترجم بعد

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

## Page furniture

offer-language = اقرأ هذه الصفحة باللغة التالية: { $language }
offer-decline = عدم العرض مجددًا
code-copy = نسخ الشيفرة
code-copied = نُسخت الشيفرة إلى الحافظة.
heading-link = رابط إلى هذا القسم
close = إغلاق
source-updated = آخر تحديث للنص الأصلي: { DATETIME($date, dateStyle: "long") }
written-by = الإعداد: { $authors }
edit-page = تحرير هذه الصفحة
feed-title = ما الذي تغيّر

## Translation status

status-title = حالة الترجمات
status-text = مدى تقدّم كل لغة محسوبًا بكلمات النص المصدر. يُعدّ النص محدَّثًا إذا تُرجم مما يقوله المصدر الآن.
status-no-languages = لا توجد هنا لغة مترجمة من لغة أخرى.
status-percent = { $percent }%
status-current = { $percent }% محدَّث
status-not-recorded = غير مسجَّل بعد
status-record = لم يُسجَّل بعد النصُّ الذي تُرجمت منه هذه النصوص. سجِّل ذلك بالأمر «diglot ledger adopt» أو «diglot ledger accept».
status-words =
    { $count ->
        [zero] لا كلمات
        [one] كلمة واحدة
        [two] كلمتان
        [few] { $count } كلمات
        [many] { $count } كلمة
       *[other] { $count } كلمة
    }
status-units =
    { $count ->
        [zero] لا نصوص
        [one] نص واحد
        [two] نصان
        [few] { $count } نصوص
        [many] { $count } نصًا
       *[other] { $count } نص
    }
status-words-left =
    { $count ->
        [zero] لم يتبقَّ شيء
        [one] بقيت كلمة واحدة
        [two] بقيت كلمتان
        [few] بقيت { $count } كلمات
        [many] بقيت { $count } كلمة
       *[other] بقيت { $count } كلمة
    }
status-left =
    { $count ->
        [zero] لم يتبقَّ ما يُترجم.
        [one] بقيت كلمة واحدة للترجمة.
        [two] بقيت كلمتان للترجمة.
        [few] بقيت { $count } كلمات للترجمة.
        [many] بقيت { $count } كلمة للترجمة.
       *[other] بقيت { $count } كلمة للترجمة.
    }
status-first = تأتي أولًا الصفحات التي بقي فيها أقل عدد من الكلمات، لأن ما أوشك على الاكتمال يفيد القراء أسرع من غيره.
status-nothing-left = لم يتبقَّ ما يُترجم.
status-map = الصفحات حسب اللغة
status-map-text = تعرض كل خلية نسبة كلمات الصفحة المحدَّثة، وتقود إلى ما بقي عمله في تلك الصفحة.
status-folder = المجلد
status-no-folder = خارج المجلدات
status-page = الصفحة
status-more-pages =
    { $count ->
        [zero] لا توجد صفحات أخرى.
        [one] صفحة واحدة أخرى غير مدرجة هنا. يعرضها كلها الأمر «diglot status --format json».
        [two] صفحتان أخريان غير مدرجتين هنا. يعرضها كلها الأمر «diglot status --format json».
        [few] { $count } صفحات أخرى غير مدرجة هنا. يعرضها كلها الأمر «diglot status --format json».
        [many] { $count } صفحة أخرى غير مدرجة هنا. يعرضها كلها الأمر «diglot status --format json».
       *[other] { $count } صفحة أخرى غير مدرجة هنا. يعرضها كلها الأمر «diglot status --format json».
    }
status-more-units =
    { $count ->
        [zero] لا توجد نصوص أخرى.
        [one] نص واحد آخر من هذه الصفحة غير معروض هنا. يعرضها كلها الأمر «diglot status --format json».
        [two] نصان آخران من هذه الصفحة غير معروضين هنا. يعرضها كلها الأمر «diglot status --format json».
        [few] { $count } نصوص أخرى من هذه الصفحة غير معروضة هنا. يعرضها كلها الأمر «diglot status --format json».
        [many] { $count } نصًا آخر من هذه الصفحة غير معروض هنا. يعرضها كلها الأمر «diglot status --format json».
       *[other] { $count } نص آخر من هذه الصفحة غير معروض هنا. يعرضها كلها الأمر «diglot status --format json».
    }
status-source = المصدر
status-translation = الترجمة
status-is-untranslated = لم تُترجم هذه الصفحة.
status-is-orphaned = لم تعد هذه الصفحة موجودة في المصدر.
status-page-current = محدَّثة
status-page-behind = متأخرة عن المصدر
status-page-orphaned = لم تعد في المصدر
status-page-untranslated = غير مترجمة
status-page-unknown = غير مسجَّلة
status-unit-missing = مفقود
status-unit-stale = تغيّر المصدر
status-unit-untouched = لا يزال بكلمات المصدر
status-unit-unknown = غير مسجَّل
status-unit-fresh = محدَّث
status-unit-reviewed = مُراجَع
status-unit-orphaned = لم يعد في المصدر

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

## Eligibility checks

elig-yes = نعم
elig-no = لا
elig-unsure = لست متأكدًا
elig-none = لا شيء مما سبق
elig-private = تبقى إجاباتك على هذا الجهاز: لا يُرسَل شيء ولا يُخزَّن.
elig-all = السؤال عن كل المعايير، حتى إذا كانت النتيجة واضحة
elig-submit = عرض النتيجة
elig-restart = البدء من جديد
elig-copy = نسخ رابط يتضمن إجاباتي
elig-print = طباعة
elig-copied = الرابط الآن في شريط العناوين، وفي الحافظة إذا سمح متصفحك بذلك. وهو يتضمن إجاباتك: يمكن لكل من يحصل عليه أن يراها.
elig-changed = تغيّرت القواعد منذ إنشاء هذا الرابط. راجع إجاباتك.
elig-errors = توجد مشكلة
elig-error = خطأ: { $text }
elig-error-choose = اختر إجابة.
elig-error-any = اختر كل ما ينطبق، أو «لا شيء مما سبق».
elig-error-whole = أدخل عددًا صحيحًا من { $min } إلى { $max }.
elig-error-date = أدخل تاريخًا من { DATETIME($min, dateStyle: "long") } إلى { DATETIME($max, dateStyle: "long") }.
elig-error-date-to-today = أدخل تاريخًا من { DATETIME($min, dateStyle: "long") } إلى اليوم.
elig-error-date-from-today = أدخل تاريخًا من اليوم إلى { DATETIME($max, dateStyle: "long") }.
elig-error-date-other = أدخل تاريخًا موجودًا يقع ضمن الفترة المعنية.
elig-day = اليوم
elig-month = الشهر
elig-year = السنة
elig-result = النتيجة
elig-undecided = لم تُحسَم النتيجة بعد
elig-undecided-text = مع الإجابة «لست متأكدًا» يمكن أن تكون هناك أكثر من نتيجة.
elig-possible = لا يزال ممكنًا
elig-why = الإجابات التي تؤدي إلى هذه النتيجة
elig-change = للوصول إلى «{ $outcome }» يجب أن تتغير كل هذه الإجابات
elig-change-none = لا توجد إجابة يمكنك تغييرها وتؤدي إلى «{ $outcome }».
elig-next = اقرأ بعد ذلك: { $page }
elig-left =
    { $count ->
        [zero] لا أسئلة أخرى
        [one] سؤال واحد آخر على الأكثر
        [two] سؤالان آخران على الأكثر
        [few] { $count } أسئلة أخرى على الأكثر
        [many] { $count } سؤالًا آخر على الأكثر
       *[other] { $count } سؤال آخر على الأكثر
    }
elig-answers = إجاباتك
elig-criteria = المعايير
elig-met =
    { $met ->
        [zero] لم يُستوفَ أي معيار من { $all }، وكلها تنطبق
        [one] معيار واحد من { $all } مستوفى أو لا ينطبق
        [two] معياران من { $all } مستوفيان أو لا ينطبقان
        [few] { $met } معايير من { $all } مستوفاة أو لا تنطبق
        [many] { $met } معيارًا من { $all } مستوفى أو لا ينطبق
       *[other] { $met } معيار من { $all } مستوفى أو لا ينطبق
    }
elig-is-met = مستوفى:
elig-is-unmet = غير مستوفى:
elig-is-not-applicable = لا ينطبق:
elig-is-unknown = غير معروف بعد:
elig-from = يسري ابتداءً من { DATETIME($from, dateStyle: "long") }.
elig-until = يسري حتى { DATETIME($until, dateStyle: "long") }.
elig-from-until = يسري من { DATETIME($from, dateStyle: "long") } إلى { DATETIME($until, dateStyle: "long") }.
elig-read = اقرأ المزيد: { $page }
elig-outcomes = النتائج الممكنة
elig-table = كل الإجابات ونتائجها
elig-table-long = الإجابات أكثر من أن تُعرض في جدول.
elig-table-not-asked = لا يُسأل عنه
elig-table-any = أي إجابة
elig-table-or = أو
elig-table-either = { LIST($items, type: "or") }
elig-table-both = { LIST($items, type: "unit") }
elig-table-number = { $from }
elig-table-at-least = { $from } أو أكثر
elig-table-at-most = { $to } أو أقل
elig-table-between = من { $from } إلى { $to }
elig-table-date = { DATETIME($date, dateStyle: "long") }
elig-table-today = اليوم
elig-table-later = { $day } أو بعد ذلك
elig-table-after = بعد: { $day }
elig-table-before = قبل: { $day }
elig-table-earlier = { $day } أو قبل ذلك
elig-table-days-ago =
    { $count ->
        [zero] قبل { $count } يوم
        [one] قبل يوم واحد
        [two] قبل يومين
        [few] قبل { $count } أيام
        [many] قبل { $count } يومًا
       *[other] قبل { $count } يوم
    }
elig-table-months-ago =
    { $count ->
        [zero] قبل { $count } شهر
        [one] قبل شهر واحد
        [two] قبل شهرين
        [few] قبل { $count } أشهر
        [many] قبل { $count } شهرًا
       *[other] قبل { $count } شهر
    }
elig-table-years-ago =
    { $count ->
        [zero] قبل { $count } سنة
        [one] قبل سنة واحدة
        [two] قبل سنتين
        [few] قبل { $count } سنوات
        [many] قبل { $count } سنة
       *[other] قبل { $count } سنة
    }
elig-table-days-ahead =
    { $count ->
        [zero] بعد { $count } يوم
        [one] بعد يوم واحد
        [two] بعد يومين
        [few] بعد { $count } أيام
        [many] بعد { $count } يومًا
       *[other] بعد { $count } يوم
    }
elig-table-months-ahead =
    { $count ->
        [zero] بعد { $count } شهر
        [one] بعد شهر واحد
        [two] بعد شهرين
        [few] بعد { $count } أشهر
        [many] بعد { $count } شهرًا
       *[other] بعد { $count } شهر
    }
elig-table-years-ahead =
    { $count ->
        [zero] بعد { $count } سنة
        [one] بعد سنة واحدة
        [two] بعد سنتين
        [few] بعد { $count } سنوات
        [many] بعد { $count } سنة
       *[other] بعد { $count } سنة
    }
elig-table-with = مع: { LIST($items) }
elig-table-without = بدون: { LIST($items, type: "or") }
elig-table-of = { $number } مما يلي: { LIST($items, type: "unit") }
elig-source = المصدر: { $page }
elig-revised = القواعد بتاريخ { DATETIME($date, dateStyle: "long") }
elig-printed = التاريخ
elig-guidance = هذه النتيجة للاسترشاد، وليست قرارًا.
elig-unavailable = هذا الفحص غير متاح حاليًا
elig-unavailable-text = يمكنك قراءة القواعد هنا:
elig-ask = اكتب رقم إجابة أو اسمها أو نصها. ? للمساعدة، وb للرجوع.

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
