# Interface texts of the Diglot documentation theme in Chinese (Traditional, Taiwan).

## Page frame

skip-to-content = 跳到主要內容
navigation = 說明文件
menu = 選單
on-this-page = 本頁內容
language = 語言
breadcrumbs = 目前位置
home = 首頁
previous-page = 上一頁
next-page = 下一頁
pages = 更多頁面
built-with = 使用 Diglot 建置

## Search

search = 搜尋
search-label = 搜尋本文件
search-close = 關閉搜尋
search-section = 區段
search-all-sections = 所有區段
search-results = 找到的頁面數：
search-none = 找不到任何內容。請減少或更換搜尋字詞。
search-failed = 目前無法載入搜尋功能，請稍後再試。
search-more = 顯示更多
search-others = 以其他語言搜尋
search-keys = ↑ ↓ 選擇，Enter 開啟，Esc 關閉

## Pages shown in another language

fallback-title = 尚未提供您所用語言的版本
fallback-notice = 本頁尚未翻譯，目前顯示的語言版本為：{ $language }。
fallback-others = 本頁另提供下列語言版本：{ $languages }。
page-in = 頁面語言：{ $language }

## A translation and its original

readings = 閱讀方式
reading-translation = 譯文
reading-both = 雙語對照
reading-demand = 需要時顯示原文
original = 原文
original-changed = 翻譯之後，原文已有變動：
translated-by-machine-all = 本頁由機器翻譯。
translated-by-machine-some = 本頁部分內容由機器翻譯。
translated-by-machine-text = 這段文字由機器翻譯。
not-translated = 尚未翻譯

## Dates and drafts

last-updated = 上次更新：{ DATETIME($date, dateStyle: "long") }
draft-title = 草稿
draft-notice = 本頁尚未發布。
draft-scheduled = 本頁將於{ DATETIME($date, dateStyle: "long") }發布。

## Start page

section-pages =
    { $count ->
       *[other] { $count } 個頁面
    }

## Page not found

not-found-title = 找不到頁面
not-found-text = 網址可能輸入錯誤，或頁面已移至其他位置。
not-found-home = 前往首頁
not-found-languages = 其他語言

## Redirects

redirect-title = 本頁已移至新位置
redirect-text = 如果沒有自動跳轉，請點選連結。
redirect-link = 前往該頁面

## Choice of language

languages-title = 選擇語言
languages-text = 本說明提供下列語言版本。

## Page furniture

offer-language = 閱讀本頁的{ $language }版
offer-decline = 不再提示
code-copy = 複製程式碼
code-copied = 程式碼已複製到剪貼簿。
heading-link = 本節連結
close = 關閉
source-updated = 原文最後更新：{ DATETIME($date, dateStyle: "long") }
written-by = 作者：{ $authors }
edit-page = 編輯此頁
feed-title = 更新內容

## Translation status

status-title = 翻譯進度
status-text = 各語言的翻譯進度，以原文字數計算。依據目前原文譯出的內容視為最新。
status-no-languages = 這裡沒有從其他語言翻譯而來的語言。
status-percent = { $percent }%
status-current = { $percent }% 為最新
status-not-recorded = 尚無紀錄
status-record = 尚未記錄這些譯文所依據的原文。請使用「diglot ledger adopt」或「diglot ledger accept」進行記錄。
status-words =
    { $count ->
       *[other] { $count } 個詞
    }
status-units =
    { $count ->
       *[other] { $count } 段文字
    }
status-words-left =
    { $count ->
       *[other] 剩餘 { $count } 個詞
    }
status-left =
    { $count ->
       *[other] 還有 { $count } 個詞待翻譯。
    }
status-first = 剩餘詞數最少的頁面排在最前面，因為即將完成的內容能最早幫到讀者。
status-nothing-left = 沒有待翻譯的內容。
status-map = 各語言的頁面
status-map-text = 每個儲存格顯示頁面中有多少比例的詞為最新，並連結到該頁面的待辦內容。
status-folder = 資料夾
status-no-folder = 不在資料夾中
status-page = 頁面
status-more-pages =
    { $count ->
       *[other] 另有 { $count } 個頁面未在此列出。「diglot status --format json」可列出所有頁面。
    }
status-more-units =
    { $count ->
       *[other] 本頁另有 { $count } 段文字未在此顯示。「diglot status --format json」可列出所有內容。
    }
status-source = 原文
status-translation = 譯文
status-is-untranslated = 本頁尚未翻譯。
status-is-orphaned = 來源語言已沒有本頁。
status-page-current = 最新
status-page-behind = 落後於原文
status-page-orphaned = 原文已不存在
status-page-untranslated = 未翻譯
status-page-unknown = 無紀錄
status-unit-missing = 缺少
status-unit-stale = 原文已變更
status-unit-untouched = 仍與原文相同
status-unit-unknown = 無紀錄
status-unit-fresh = 最新
status-unit-reviewed = 已審閱
status-unit-orphaned = 原文已不存在

## Alert titles

alert-note = 備註
alert-tip = 提示
alert-important = 重要
alert-warning = 警告
alert-caution = 注意

## Page content

watch-video = 觀看影片
enlarge-image = 放大圖片
footnotes = 註腳
footnote-back = 返回內文
table = 表格
task-done = 已完成
task-open = 未完成
code-missing = 無法載入程式碼範例。
include-missing = 無法載入頁面的這個部分。

## Eligibility checks

elig-yes = 是
elig-no = 否
elig-unsure = 我不確定
elig-none = 以上皆非
elig-private = 您的回答只會留在這部裝置上，不會傳送或儲存。
elig-all = 即使結果已經確定，也詢問所有條件
elig-submit = 顯示結果
elig-restart = 重新開始
elig-copy = 複製包含我的回答的連結
elig-print = 列印
elig-copied = 連結現在位於網址列中；如果瀏覽器允許，也已複製到剪貼簿。連結包含您的回答，取得連結的人都能看到。
elig-changed = 此連結建立之後，規則已有變更。請檢查您的回答。
elig-errors = 有問題需要處理
elig-error = 錯誤：{ $text }
elig-error-choose = 請選取一個答案。
elig-error-any = 請選取所有適用項目，或選取「以上皆非」。
elig-error-whole = 請輸入 { $min } 到 { $max } 之間的整數。
elig-error-date = 請輸入{ DATETIME($min, dateStyle: "long") }至{ DATETIME($max, dateStyle: "long") }之間的日期。
elig-error-date-to-today = 請輸入{ DATETIME($min, dateStyle: "long") }至今天之間的日期。
elig-error-date-from-today = 請輸入今天至{ DATETIME($max, dateStyle: "long") }之間的日期。
elig-error-date-other = 請輸入實際存在且在相關期間內的日期。
elig-day = 日
elig-month = 月
elig-year = 年
elig-result = 結果
elig-undecided = 結果尚未確定
elig-undecided-text = 由於有「我不確定」的回答，可能的結果不只一個。
elig-possible = 仍有可能
elig-why = 得出此結果的回答
elig-change = 若要得到「{ $outcome }」，以下回答都必須不同
elig-change-none = 在您可以改變的回答中，沒有任何一個能得到「{ $outcome }」。
elig-next = 接下來請閱讀：{ $page }
elig-left =
    { $count ->
       *[other] 最多還有 { $count } 個問題
    }
elig-answers = 您的回答
elig-criteria = 條件
elig-met =
    { $met ->
       *[other] { $all } 個條件中有 { $met } 個已符合或不適用
    }
elig-is-met = 已符合：
elig-is-unmet = 不符合：
elig-is-not-applicable = 不適用：
elig-is-unknown = 尚不清楚：
elig-from = 自{ DATETIME($from, dateStyle: "long") }起適用。
elig-until = 適用至{ DATETIME($until, dateStyle: "long") }。
elig-from-until = { DATETIME($from, dateStyle: "long") }至{ DATETIME($until, dateStyle: "long") }期間適用。
elig-read = 深入了解：{ $page }
elig-outcomes = 可能的結果
elig-table = 所有回答及其結果
elig-table-long = 答案的組合太多，無法以表格顯示。
elig-table-not-asked = 不詢問
elig-table-any = 任何答案
elig-table-or = 或
elig-table-either = { LIST($items, type: "or") }
elig-table-both = { LIST($items, type: "unit") }
elig-table-number = { $from }
elig-table-at-least = { $from } 或以上
elig-table-at-most = { $to } 或以下
elig-table-between = { $from } 至 { $to }
elig-table-date = { DATETIME($date, dateStyle: "long") }
elig-table-today = 今天
elig-table-later = { $day }或更晚
elig-table-after = 晚於{ $day }
elig-table-before = 早於{ $day }
elig-table-earlier = { $day }或更早
elig-table-days-ago = { $count } 天前
elig-table-months-ago = { $count } 個月前
elig-table-years-ago = { $count } 年前
elig-table-days-ahead = { $count } 天後
elig-table-months-ahead = { $count } 個月後
elig-table-years-ahead = { $count } 年後
elig-table-with = 有：{ LIST($items) }
elig-table-without = 沒有：{ LIST($items, type: "or") }
elig-table-of = 下列各項中的 { $number }：{ LIST($items, type: "unit") }
elig-source = 來源：{ $page }
elig-revised = { DATETIME($date, dateStyle: "long") }版規則
elig-printed = 日期
elig-guidance = 此結果僅供參考，並非正式決定。
elig-unavailable = 此檢查目前無法使用
elig-unavailable-text = 您可以在這裡閱讀規則：
elig-ask = 請輸入答案的編號、名稱或文字。輸入 ? 查看提示，輸入 b 返回。

## Kinds of links on landing pages

landing-overview = 概觀
landing-get-started = 開始使用
landing-concept = 概念
landing-how-to-guide = 操作指南
landing-quickstart = 快速入門
landing-tutorial = 教學課程
landing-reference = 參考資料
landing-download = 下載
landing-whats-new = 新功能
landing-learn = 學習
landing-video = 影片
landing-training = 訓練課程
landing-sample = 範例
landing-deploy = 部署
landing-architecture = 架構
landing-other = 更多
