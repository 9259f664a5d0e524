# Interface texts of the Diglot documentation theme in Chinese (Simplified, China).

## Page frame

skip-to-content = 跳到主要内容
navigation = 文档
menu = 菜单
on-this-page = 本页内容
language = 语言
breadcrumbs = 当前位置
home = 首页
previous-page = 上一页
next-page = 下一页
pages = 更多页面
built-with = 使用 Diglot 构建

## Search

search = 搜索
search-label = 搜索本文档
search-close = 关闭搜索
search-section = 版块
search-all-sections = 所有版块
search-results = 找到的页面数：
search-none = 未找到任何内容。请减少或更换搜索词。
search-failed = 目前无法加载搜索功能，请稍后重试。
search-more = 显示更多
search-others = 在其他语言中搜索
search-keys = ↑ ↓ 选择，Enter 打开，Esc 关闭

## Pages shown in another language

fallback-title = 暂无您所用语言的版本
fallback-notice = 本页尚未翻译，当前显示的语言版本为：{ $language }。
fallback-others = 本页还提供以下语言版本：{ $languages }。
page-in = 页面语言：{ $language }

## A translation and its original

readings = 阅读方式
reading-translation = 译文
reading-both = 双语对照
reading-demand = 按需显示原文
original = 原文
original-changed = 翻译之后，原文已有改动：
translated-by-machine-all = 本页由机器翻译。
translated-by-machine-some = 本页部分内容由机器翻译。
translated-by-machine-text = 这段文字由机器翻译。
not-translated = 尚未翻译

## Dates and drafts

last-updated = 最后更新：{ DATETIME($date, dateStyle: "long") }
draft-title = 草稿
draft-notice = 本页尚未发布。
draft-scheduled = 本页将于{ DATETIME($date, dateStyle: "long") }发布。

## Start page

section-pages =
    { $count ->
       *[other] { $count } 个页面
    }

## Page not found

not-found-title = 找不到页面
not-found-text = 网址可能输入有误，或者页面已移至其他位置。
not-found-home = 前往首页
not-found-languages = 其他语言

## Redirects

redirect-title = 本页已移至新位置
redirect-text = 如果没有自动跳转，请点击链接。
redirect-link = 前往该页面

## Choice of language

languages-title = 选择语言
languages-text = 本帮助提供以下语言版本。

## Page furniture

offer-language = 阅读本页的{ $language }版
offer-decline = 不再提示
code-copy = 复制代码
code-copied = 代码已复制到剪贴板。
heading-link = 本节链接
close = 关闭
source-updated = 原文最后更新：{ DATETIME($date, dateStyle: "long") }
written-by = 作者：{ $authors }
edit-page = 编辑此页
feed-title = 更新内容

## Translation status

status-title = 翻译进度
status-text = 各语言的翻译进度，按源文字数计算。依据当前源文译出的内容视为最新。
status-no-languages = 此处没有从其他语言翻译而来的语言。
status-percent = { $percent }%
status-current = { $percent }% 为最新
status-not-recorded = 尚无记录
status-record = 尚未记录这些译文依据的源文。请使用“diglot ledger adopt”或“diglot ledger accept”进行记录。
status-words =
    { $count ->
       *[other] { $count } 个词
    }
status-units =
    { $count ->
       *[other] { $count } 段文字
    }
status-words-left =
    { $count ->
       *[other] 剩余 { $count } 个词
    }
status-left =
    { $count ->
       *[other] 还有 { $count } 个词待翻译。
    }
status-first = 剩余词数最少的页面排在最前，因为即将完成的内容能最早帮到读者。
status-nothing-left = 没有待翻译的内容。
status-map = 各语言的页面
status-map-text = 每个单元格显示页面中有多少比例的词为最新，并链接到该页面的待办内容。
status-folder = 文件夹
status-no-folder = 不在文件夹中
status-page = 页面
status-more-pages =
    { $count ->
       *[other] 另有 { $count } 个页面未在此列出。“diglot status --format json”可列出全部页面。
    }
status-more-units =
    { $count ->
       *[other] 本页另有 { $count } 段文字未在此显示。“diglot status --format json”可列出全部内容。
    }
status-source = 源文
status-translation = 译文
status-is-untranslated = 本页尚未翻译。
status-is-orphaned = 源语言中已没有本页。
status-page-current = 最新
status-page-behind = 落后于源文
status-page-orphaned = 源文中已不存在
status-page-untranslated = 未翻译
status-page-unknown = 无记录
status-unit-missing = 缺失
status-unit-stale = 源文已更改
status-unit-untouched = 仍与源文相同
status-unit-unknown = 无记录
status-unit-fresh = 最新
status-unit-reviewed = 已审校
status-unit-orphaned = 源文中已不存在

## Alert titles

alert-note = 备注
alert-tip = 提示
alert-important = 重要
alert-warning = 警告
alert-caution = 注意

## Page content

watch-video = 观看视频
enlarge-image = 放大图片
footnotes = 脚注
footnote-back = 返回正文
table = 表格
task-done = 已完成
task-open = 未完成
code-missing = 无法加载代码示例。
include-missing = 无法加载页面的这一部分。

## Eligibility checks

elig-yes = 是
elig-no = 否
elig-unsure = 我不确定
elig-none = 以上都不是
elig-private = 您的回答只保留在此设备上，不会被发送或存储。
elig-all = 即使结果已经明确，也询问所有条件
elig-submit = 显示结果
elig-restart = 重新开始
elig-copy = 复制包含我的回答的链接
elig-print = 打印
elig-copied = 链接现在位于地址栏中；如果浏览器允许，也已复制到剪贴板。链接包含您的回答，拿到链接的人都能看到。
elig-changed = 此链接创建之后，规则已有变化。请检查您的回答。
elig-errors = 有问题需要处理
elig-error = 错误：{ $text }
elig-error-choose = 请选择一个答案。
elig-error-any = 请选择所有适用项，或选择“以上都不是”。
elig-error-whole = 请输入 { $min } 到 { $max } 之间的整数。
elig-error-date = 请输入{ DATETIME($min, dateStyle: "long") }至{ DATETIME($max, dateStyle: "long") }之间的日期。
elig-error-date-to-today = 请输入{ DATETIME($min, dateStyle: "long") }至今天之间的日期。
elig-error-date-from-today = 请输入今天至{ DATETIME($max, dateStyle: "long") }之间的日期。
elig-error-date-other = 请输入一个真实存在且处于相关期间内的日期。
elig-day = 日
elig-month = 月
elig-year = 年
elig-result = 结果
elig-undecided = 结果尚未确定
elig-undecided-text = 由于有“我不确定”的回答，可能的结果不止一个。
elig-possible = 仍有可能
elig-why = 得出此结果的回答
elig-change = 要得到“{ $outcome }”，以下回答都必须不同
elig-change-none = 您能改变的回答中，没有一个能得到“{ $outcome }”。
elig-next = 接下来请阅读：{ $page }
elig-left =
    { $count ->
       *[other] 最多还有 { $count } 个问题
    }
elig-answers = 您的回答
elig-criteria = 条件
elig-met =
    { $met ->
       *[other] { $all } 个条件中有 { $met } 个已满足或不适用
    }
elig-is-met = 已满足：
elig-is-unmet = 未满足：
elig-is-not-applicable = 不适用：
elig-is-unknown = 尚不清楚：
elig-from = 自{ DATETIME($from, dateStyle: "long") }起适用。
elig-until = 适用至{ DATETIME($until, dateStyle: "long") }。
elig-from-until = { DATETIME($from, dateStyle: "long") }至{ DATETIME($until, dateStyle: "long") }期间适用。
elig-read = 了解更多：{ $page }
elig-outcomes = 可能的结果
elig-table = 所有回答及其结果
elig-table-long = 答案的组合太多，无法用表格显示。
elig-table-not-asked = 不询问
elig-table-any = 任何答案
elig-table-or = 或
elig-table-either = { LIST($items, type: "or") }
elig-table-both = { LIST($items, type: "unit") }
elig-table-number = { $from }
elig-table-at-least = { $from } 或更多
elig-table-at-most = { $to } 或更少
elig-table-between = { $from } 至 { $to }
elig-table-date = { DATETIME($date, dateStyle: "long") }
elig-table-today = 今天
elig-table-later = { $day }或更晚
elig-table-after = 晚于{ $day }
elig-table-before = 早于{ $day }
elig-table-earlier = { $day }或更早
elig-table-days-ago = { $count } 天前
elig-table-months-ago = { $count } 个月前
elig-table-years-ago = { $count } 年前
elig-table-days-ahead = { $count } 天后
elig-table-months-ahead = { $count } 个月后
elig-table-years-ahead = { $count } 年后
elig-table-with = 有：{ LIST($items) }
elig-table-without = 没有：{ LIST($items, type: "or") }
elig-table-of = 以下各项中的 { $number }：{ LIST($items, type: "unit") }
elig-source = 来源：{ $page }
elig-revised = { DATETIME($date, dateStyle: "long") }版规则
elig-printed = 日期
elig-guidance = 此结果仅供参考，并非正式决定。
elig-unavailable = 此检查目前不可用
elig-unavailable-text = 您可以在这里阅读规则：
elig-ask = 请输入答案的编号、名称或文字。输入 ? 查看提示，输入 b 返回。

## Kinds of links on landing pages

landing-overview = 概述
landing-get-started = 入门
landing-concept = 概念
landing-how-to-guide = 操作指南
landing-quickstart = 快速入门
landing-tutorial = 教程
landing-reference = 参考
landing-download = 下载
landing-whats-new = 新增功能
landing-learn = 学习
landing-video = 视频
landing-training = 培训
landing-sample = 示例
landing-deploy = 部署
landing-architecture = 架构
landing-other = 更多
