//! The languages of a generated site, and the words that its sentences are made of.

/// One language.
#[derive(Debug)]
pub struct Language {
    /// Its tag, as its folder is called.
    pub tag: &'static str,
    /// What its speakers call it.
    pub label: &'static str,
    /// What stands between two words.
    pub between: &'static str,
    /// What ends a sentence.
    pub stop: &'static str,
    /// The words.
    pub words: &'static str,
}

/// The languages in the order in which they are taken; the first is the source.
pub const LANGUAGES: [Language; 6] = [
    Language {
        tag: "en-US",
        label: "English",
        between: " ",
        stop: ". ",
        words: "account address admin agreement amount approval balance before branch budget button calendar change choose claim \
                company contact country customer date deadline delivery department document each email entry every field file \
                first folder form group history invoice language letter level list member message month name number office \
                open order owner partner payment period person phone plan price program quarter region report request review \
                role rule save select service setting shows status step summary team total user value week without year your",
    },
    Language {
        tag: "de-DE",
        label: "Deutsch",
        between: " ",
        stop: ". ",
        words: "Abteilung Adresse Angebot Anmeldung Antrag auswählen Bericht Bestellung Betrag Brief Büro Datum Dienst Dokument \
                Eintrag Empfänger erhöht Fälligkeit Feld Firma Formular Frist Führung Gebühr genehmigt gültig Gruppe Händler \
                Inhaber jede Jahr Kalender Kästchen Konto Kunde Länder Lieferung Liste Mitglied möglich Monat Nachricht Name \
                nächste öffnen Ordner Partner Plan Preis prüfen Quartal Rechnung Regel Region Rolle Schaltfläche Schritt \
                schließen Sprache Straße Stufe Summe Übersicht Verlauf Vertrag während Woche Zahlung Zeitraum zurück zusätzlich",
    },
    Language {
        tag: "it-IT",
        label: "Italiano",
        between: " ",
        stop: ". ",
        words: "accesso agenda anno approvazione attività azienda bilancio campo cartella casella cioè cliente consegna contatto \
                contratto così data dipendente documento durata elenco fattura filiale firma gruppo importo indirizzo inviare \
                lettera lingua livello membro mese messaggio modulo nome novità numero ogni ordine paese pagamento partner \
                perché periodo persona piano possibilità prezzo processo programma proprietà pulsante qualità rapporto regione \
                regola richiesta riepilogo ruolo salvare scadenza scegliere servizio settimana società stato storia totale utente",
    },
    Language {
        tag: "ru-RU",
        label: "Русский",
        between: " ",
        stop: ". ",
        words: "адрес баланс бюджет выбрать год город группа дата день документ договор доступ запрос запись заявка значение имя \
                история календарь клиент кнопка код компания лист месяц меню номер объём отдел ответ отчёт офис папка партнёр \
                период письмо план поле право правило приём проект путь раздел регион роль ряд связь сервис список срок ссылка \
                статус страна сумма счёт текст товар точка уровень файл форма цена часть шаг этап язык ящик",
    },
    Language {
        tag: "zh-CN",
        label: "简体中文",
        between: "",
        stop: "。",
        words: "账户 地址 管理员 协议 金额 审批 余额 分公司 预算 按钮 日历 更改 选择 申请 公司 联系人 国家 客户 日期 截止 交付 部门 \
                文档 邮件 条目 字段 文件 表单 小组 历史 发票 语言 信函 级别 列表 成员 消息 月份 名称 编号 办公室 打开 订单 所有者 合作伙伴 \
                付款 期间 人员 电话 计划 价格 项目 季度 区域 报告 请求 审核 角色 规则 保存 服务 设置 显示 状态 步骤 摘要 团队 总计 用户",
    },
    Language {
        tag: "zh-TW",
        label: "繁體中文",
        between: "",
        stop: "。",
        words: "帳戶 地址 管理員 協議 金額 審批 餘額 分公司 預算 按鈕 日曆 變更 選擇 申請 公司 聯絡人 國家 客戶 日期 截止 交付 部門 \
                文件 郵件 條目 欄位 檔案 表單 小組 歷史 發票 語言 信函 級別 清單 成員 訊息 月份 名稱 編號 辦公室 開啟 訂單 擁有者 合作夥伴 \
                付款 期間 人員 電話 計畫 價格 專案 季度 區域 報告 要求 審核 角色 規則 儲存 服務 設定 顯示 狀態 步驟 摘要 團隊 總計 使用者",
    },
];
