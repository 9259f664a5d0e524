# Texts of the check whether co-op funds can be claimed for an activity, in Chinese (Traditional, Taiwan).

coop-claim-title = 這項活動可以請領合作行銷基金嗎？

## Questions

coop-claim-q-activity = 這是哪一種活動？
    .hint = 請選擇最接近的類型。
    .why = 活動類型
coop-claim-q-activity-event = 展覽、說明會或類似的活動
coop-claim-q-activity-advertisement = 廣告或郵件行銷
coop-claim-q-activity-training = 為客戶舉辦的教育訓練

coop-claim-q-ended = 活動在哪一天結束？
    .hint = 如果活動為期多天，請輸入最後一天。
    .why = 活動結束日期

coop-claim-q-competencies = 活動結束時，貴公司具備幾項專業能力？
    .hint = 最低金額會依這個數量而定。
    .error = 請輸入 { $min } 到 { $max } 的整數。已註冊的公司至少具備一項專業能力。
    .why = 專業能力數量

coop-claim-q-cost = 活動費用是多少？
    .hint = 請將各張發票的未稅金額加總，未滿 1 美元的部分捨去。其他幣別請換算成美元。
    .unit = 美元
    .why = 活動費用

coop-claim-q-plan = 活動是否已列入已送出的合作行銷計畫？
    .hint = 您可以在「獎勵 > 合作行銷 > 計畫」中查看計畫。
    .why = 合作行銷計畫

coop-claim-q-proofs = 您有哪些資料？
    .hint = 請選取可以隨請款申請上傳的所有資料。
    .why = 您的資料
coop-claim-q-proofs-invoice = 每家廠商的發票
coop-claim-q-proofs-photos = 照片或螢幕擷取畫面
coop-claim-q-proofs-participants = 參加者名單
coop-claim-q-proofs-report = 報告，例如訪客人數或點閱次數的報告

## Criteria

coop-claim-c-within-90-days = 如果在 2026 年 6 月 30 日以前（含）送出請款申請，活動結束未滿 90 天。
    .met = 活動結束未滿 90 天。
    .unmet = 活動結束已滿 90 天，超過期限。
coop-claim-c-within-60-days = 如果在 2026 年 7 月 1 日以後（含）送出請款申請，活動結束未滿 60 天。
    .met = 活動結束未滿 60 天。
    .unmet = 活動結束已滿 60 天，超過期限。
coop-claim-c-minimum-cost = 展覽、說明會或廣告的費用達到最低金額：具備 1 項專業能力時為 1,000 美元，2 或 3 項時為 500 美元，4 項以上時為 250 美元。
    .met = 活動費用達到最低金額。
    .unmet = 活動費用未達最低金額：具備 1 項專業能力時為 1,000 美元，2 或 3 項時為 500 美元，4 項以上時為 250 美元。
coop-claim-c-planned = 活動已列入已送出的合作行銷計畫。
    .unmet = 活動必須列入已送出的合作行銷計畫。
coop-claim-c-documents = 您有發票與至少一項執行證明。
    .unmet = 您需要發票與至少一項執行證明，例如照片或報告。
coop-claim-c-participants = 展覽、說明會或教育訓練備有參加者名單。
    .unmet = 展覽、說明會或教育訓練還需要參加者名單。

## Outcomes

coop-claim-o-can-claim = 您可以送出請款申請
    .body = 根據您的回答，所需資料已齊備，獎勵管理員可以送出請款申請。請勿拖到超過期限。這項結果僅供參考，最終由 Northwind 在審查請款申請時決定。
coop-claim-o-complete-first = 送出請款申請之前，還需要補齊
    .body = 根據您的回答，活動符合期限與最低金額的規定。請在期限內將活動新增到計畫中，或補齊缺少的資料。這項結果僅供參考，最終由 Northwind 在審查請款申請時決定。
coop-claim-o-cannot-claim = 這項活動無法請領合作行銷基金
    .body = 根據您的回答，活動結束已久，或費用未達最低金額。規劃下一次活動之前，請先閱讀請款條件。這項結果僅供參考，並非 Northwind 的決定。
