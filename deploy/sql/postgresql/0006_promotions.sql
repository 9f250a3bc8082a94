-- What the ledger's bills took of each promotion, less what credits gave back: kept by the appender together with the entries, so that a budget can be asked without reading them.
CREATE TABLE fleet.promotion_spent (
    promotion_id    TEXT        COLLATE "C" NOT NULL,
    currency        TEXT        COLLATE "C" NOT NULL,
    amount          NUMERIC     NOT NULL,
    PRIMARY KEY (promotion_id, currency)
);
GRANT SELECT, INSERT, UPDATE ON fleet.promotion_spent TO fleet_node;
GRANT SELECT ON fleet.promotion_spent TO fleet_reader;
