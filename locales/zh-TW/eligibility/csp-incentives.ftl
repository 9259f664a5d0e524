# Texts of the check whether a company qualifies, in Chinese (Traditional, Taiwan).

csp-incentives-title = 貴公司是否符合 Northwind Partner Rewards 的參加資格？

## Questions

csp-incentives-q-partner-type = 貴公司屬於哪一類合作夥伴？
    .hint = 間接供應商供貨給間接經銷商。直接經銷商向 Northwind 進貨，再銷售給客戶。間接經銷商向間接供應商進貨，再銷售給客戶。
    .why = 合作夥伴類型
csp-incentives-q-partner-type-indirect-provider = 間接供應商
csp-incentives-q-partner-type-direct-reseller = 直接經銷商
csp-incentives-q-partner-type-indirect-reseller = 間接經銷商
csp-incentives-q-partner-type-none = 以上皆非

csp-incentives-q-partner-agreement = 貴公司與 Northwind 是否簽有生效中的合作夥伴合約？
    .hint = 不論哪一類合作夥伴，都需要這份合約。
    .why = 合作夥伴合約

csp-incentives-q-distributor-agreement = 貴公司與 Northwind 是否簽有有效的代理商合約？
    .hint = 間接供應商除了合作夥伴合約，還需要這份合約。
    .why = 代理商合約

csp-incentives-q-reseller-agreement = 貴公司與 Northwind 是否簽有有效的經銷商合約？
    .hint = 直接經銷商除了合作夥伴合約，還需要這份合約。
    .why = 經銷商合約

csp-incentives-q-competencies = 貴公司具備幾項專業能力？
    .hint = 專業能力代表貴公司在某一領域的實力已獲得肯定。如果沒有，請輸入 0。
    .why = 專業能力數量

csp-incentives-q-first-transaction = 貴公司是否已完成首筆交易？
    .hint = 間接經銷商完成首筆交易後，Northwind 才會發出邀請。
    .why = 首筆交易

## Criteria

csp-incentives-c-partner = 貴公司屬於間接供應商、直接經銷商或間接經銷商。
    .met = 貴公司屬於可以加入的三類合作夥伴之一。
    .unmet = 只有間接供應商、直接經銷商與間接經銷商可以加入。
csp-incentives-c-agreement = 貴公司與 Northwind 簽有生效中的合作夥伴合約。
    .unmet = 貴公司必須與 Northwind 簽有生效中的合作夥伴合約。
csp-incentives-c-distributor = 貴公司為間接供應商，並簽有有效的代理商合約。
    .unmet = 貴公司為間接供應商，因此還需要有效的代理商合約。
csp-incentives-c-reseller = 貴公司為直接經銷商，並簽有有效的經銷商合約。
    .unmet = 貴公司為直接經銷商，因此還需要有效的經銷商合約。
csp-incentives-c-competency = 貴公司具備至少一項專業能力。
    .unmet = 貴公司必須具備至少一項專業能力。

## Outcomes

csp-incentives-o-qualifies = 貴公司應該符合參加資格
    .body = 根據您的回答，貴公司符合所有條件。請查看邀請，然後由獎勵管理員為貴公司註冊。這項結果僅供參考，並非 Northwind 的決定。
csp-incentives-o-invited-after-first-transaction = 貴公司完成首筆交易後就會收到邀請
    .body = 根據您的回答，貴公司符合所有條件。間接經銷商完成首筆交易後，Northwind 就會發出邀請。在此之前，請確保合約與專業能力持續有效。這項結果僅供參考，並非 Northwind 的決定。
csp-incentives-o-does-not-qualify = 貴公司可能不符合參加資格
    .body = 根據您的回答，至少有一項條件不符合。請閱讀相關規定，待情況有變動時再重新檢查。這項結果僅供參考，並非 Northwind 的決定。
