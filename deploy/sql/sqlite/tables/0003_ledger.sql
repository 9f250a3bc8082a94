-- Insert only: a correction is a further entry, never an edit. Money is decimal text.
CREATE TABLE billed_transaction (
    sequence        INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id              TEXT    NOT NULL,
    revision        INTEGER NOT NULL,
    kind            TEXT    NOT NULL,
    charger_id      TEXT    NOT NULL,
    site_id         TEXT    NULL,
    driver_id       TEXT    NULL,
    stopped_at      TEXT    NOT NULL,
    energy_wh       INTEGER NOT NULL,
    currency        TEXT    NULL,
    total_excl_tax  TEXT    NULL,
    total_incl_tax  TEXT    NULL,
    held_for        TEXT    NULL,
    document        TEXT    NOT NULL,
    UNIQUE (id, revision)
);
CREATE INDEX billed_transaction_charger ON billed_transaction (charger_id, sequence);
