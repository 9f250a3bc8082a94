-- Insert only: a correction is a further entry, never an edit.
CREATE TABLE fleet.billed_transaction (
    sequence        BIGINT      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id              TEXT        COLLATE "C" NOT NULL,
    revision        INTEGER     NOT NULL,
    kind            TEXT        NOT NULL,
    charger_id      TEXT        COLLATE "C" NOT NULL,
    site_id         TEXT        COLLATE "C" NULL,
    driver_id       TEXT        COLLATE "C" NULL,
    stopped_at      TIMESTAMPTZ NOT NULL,
    energy_wh       BIGINT      NOT NULL,
    currency        TEXT        NULL,
    total_excl_tax  NUMERIC     NULL,
    total_incl_tax  NUMERIC     NULL,
    held_for        TEXT        NULL,
    document        TEXT        NOT NULL,
    UNIQUE (id, revision)
);
CREATE INDEX billed_transaction_charger ON fleet.billed_transaction (charger_id, sequence);
