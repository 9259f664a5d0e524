# Texts of the check whether co-op funds can be claimed for an activity, in Chinese (Simplified, China).

coop-claim-title = 这项活动可以使用合作营销基金报销吗？

## Questions

coop-claim-q-activity = 这是哪一类活动？
    .hint = 请选择最接近的类型。
    .why = 活动类型
coop-claim-q-activity-event = 展会、研讨会或类似活动
coop-claim-q-activity-advertisement = 广告或邮件推广
coop-claim-q-activity-training = 面向客户的培训

coop-claim-q-ended = 活动是哪天结束的？
    .hint = 如果活动持续多天，请输入最后一天。
    .why = 活动结束日期

coop-claim-q-competencies = 活动结束时，公司拥有多少项能力认证？
    .hint = 最低金额取决于这一数量。
    .error = 请输入 { $min } 到 { $max } 之间的整数。已注册的公司至少拥有一项能力认证。
    .why = 能力认证数量

coop-claim-q-cost = 活动费用是多少？
    .hint = 请将各张发票的不含税金额相加，不足 1 美元的部分舍去。其他币种请换算为美元。
    .unit = 美元
    .why = 活动费用

coop-claim-q-plan = 活动是否已列入已提交的合作营销方案？
    .hint = 您可以在“奖励 > 合作营销 > 方案”中查看方案。
    .why = 合作营销方案

coop-claim-q-proofs = 您有哪些材料？
    .hint = 请选择可以随报销申请上传的所有材料。
    .why = 您的材料
coop-claim-q-proofs-invoice = 各供应商的发票
coop-claim-q-proofs-photos = 照片或屏幕截图
coop-claim-q-proofs-participants = 参与者名单
coop-claim-q-proofs-report = 报告，例如有关访客数量或点击量的报告

## Criteria

coop-claim-c-within-90-days = 在 2026 年 6 月 30 日或之前提交报销申请时，活动结束不到 90 天。
    .met = 活动结束不到 90 天。
    .unmet = 活动结束已满 90 天，期限已过。
coop-claim-c-within-60-days = 在 2026 年 7 月 1 日或之后提交报销申请时，活动结束不到 60 天。
    .met = 活动结束不到 60 天。
    .unmet = 活动结束已满 60 天，期限已过。
coop-claim-c-minimum-cost = 展会、研讨会或广告的费用达到最低金额：拥有 1 项能力认证时为 1,000 美元，2 或 3 项时为 500 美元，4 项或更多时为 250 美元。
    .met = 活动费用达到最低金额。
    .unmet = 活动费用未达到最低金额：拥有 1 项能力认证时为 1,000 美元，2 或 3 项时为 500 美元，4 项或更多时为 250 美元。
coop-claim-c-planned = 活动已列入已提交的合作营销方案。
    .unmet = 活动需要列入已提交的合作营销方案。
coop-claim-c-documents = 您有发票和至少一份执行证明。
    .unmet = 您需要提供发票和至少一份执行证明，例如照片或报告。
coop-claim-c-participants = 对于展会、研讨会或培训，您有参与者名单。
    .unmet = 对于展会、研讨会或培训，您还需要提供参与者名单。

## Outcomes

coop-claim-o-can-claim = 您可以提交报销申请
    .body = 根据您的回答，所需内容均已齐备，奖励管理员可以提交报销申请。请勿等到期限已过才提交。此结果仅供参考，最终由 Northwind 在审核报销申请时决定。
coop-claim-o-complete-first = 提交报销申请之前，还需要补充内容
    .body = 根据您的回答，活动符合期限和最低金额的要求。请在期限内将活动添加到方案中，或补齐缺少的材料。此结果仅供参考，最终由 Northwind 在审核报销申请时决定。
coop-claim-o-cannot-claim = 这项活动无法使用合作营销基金报销
    .body = 根据您的回答，活动结束的时间过久，或费用未达到最低金额。规划下一次活动之前，请先了解报销条件。此结果仅供参考，不代表 Northwind 的决定。
