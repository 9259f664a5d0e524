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

## Pages shown in another language

fallback-title = 暂无您所用语言的版本
fallback-notice = 本页尚未翻译，当前显示的语言版本为：{ $language }。
fallback-others = 本页还提供以下语言版本：{ $languages }。
page-in = 页面语言：{ $language }

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
