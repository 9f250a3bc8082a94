-- What the ledger's bills took of each promotion, less what credits gave back: kept by the appender together with the entries, so that a budget can be asked without reading them.
-- Money is decimal text.
CREATE TABLE promotion_spent (
    promotion_id    TEXT    NOT NULL,
    currency        TEXT    NOT NULL,
    amount          TEXT    NOT NULL,
    PRIMARY KEY (promotion_id, currency)
) STRICT;
