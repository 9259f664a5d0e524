# Texts of the check whether a company qualifies, in Chinese (Simplified, China).

csp-incentives-title = 公司是否符合加入 Northwind Partner Rewards 的资格？

## Questions

csp-incentives-q-partner-type = 公司属于哪种合作伙伴类型？
    .hint = 间接提供商向间接经销商供货。直接经销商从 Northwind 采购并销售给客户。间接经销商从间接提供商采购并销售给客户。
    .why = 合作伙伴类型
csp-incentives-q-partner-type-indirect-provider = 间接提供商
csp-incentives-q-partner-type-direct-reseller = 直接经销商
csp-incentives-q-partner-type-indirect-reseller = 间接经销商
csp-incentives-q-partner-type-none = 以上都不是

csp-incentives-q-partner-agreement = 公司与 Northwind 是否签有有效的合作伙伴协议？
    .hint = 任何类型的合作伙伴都需要签署此协议。
    .why = 合作伙伴协议

csp-incentives-q-distributor-agreement = 公司与 Northwind 是否签有有效的分销商协议？
    .hint = 除合作伙伴协议外，间接提供商还需要签署此协议。
    .why = 分销商协议

csp-incentives-q-reseller-agreement = 公司与 Northwind 是否签有有效的经销商协议？
    .hint = 除合作伙伴协议外，直接经销商还需要签署此协议。
    .why = 经销商协议

csp-incentives-q-competencies = 公司拥有多少项能力认证？
    .hint = 能力认证表明公司在某个领域具备经过验证的专业能力。如果没有，请输入 0。
    .why = 能力认证数量

csp-incentives-q-first-transaction = 公司是否已完成首次交易？
    .hint = 间接经销商完成首次交易后，Northwind 才会发出邀请。
    .why = 首次交易

## Criteria

csp-incentives-c-partner = 公司属于间接提供商、直接经销商或间接经销商。
    .met = 公司属于可以加入的三种合作伙伴类型之一。
    .unmet = 只有间接提供商、直接经销商和间接经销商可以加入。
csp-incentives-c-agreement = 公司与 Northwind 签有有效的合作伙伴协议。
    .unmet = 公司需要与 Northwind 签署有效的合作伙伴协议。
csp-incentives-c-distributor = 公司作为间接提供商，签有有效的分销商协议。
    .unmet = 公司作为间接提供商，还需要签署有效的分销商协议。
csp-incentives-c-reseller = 公司作为直接经销商，签有有效的经销商协议。
    .unmet = 公司作为直接经销商，还需要签署有效的经销商协议。
csp-incentives-c-competency = 公司至少拥有一项能力认证。
    .unmet = 公司需要至少拥有一项能力认证。

## Outcomes

csp-incentives-o-qualifies = 公司应该符合资格
    .body = 根据您的回答，公司满足所有条件。请查找邀请，然后由奖励管理员为公司办理注册。此结果仅供参考，不代表 Northwind 的决定。
csp-incentives-o-invited-after-first-transaction = 公司将在完成首次交易后收到邀请
    .body = 根据您的回答，公司满足所有条件。间接经销商完成首次交易后，Northwind 会发出邀请。在此之前，请确保协议和能力认证持续有效。此结果仅供参考，不代表 Northwind 的决定。
csp-incentives-o-does-not-qualify = 公司可能不符合资格
    .body = 根据您的回答，至少有一项条件未满足。请查看相关要求，并在情况发生变化后重新检查。此结果仅供参考，不代表 Northwind 的决定。
