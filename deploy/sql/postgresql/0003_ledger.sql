-- The ledger: one entry for each decision about a session's bill, chained by hashes (docs/ledger.md). Insert only: a correction is a further entry, never an edit.

CREATE TABLE fleet.billed_transaction (
    sequence        BIGINT      NOT NULL PRIMARY KEY CHECK (sequence >= 1),
    previous_hash   TEXT        NOT NULL CHECK (length(previous_hash) = 64),
    hash            TEXT        NOT NULL CHECK (length(hash) = 64),
    id              TEXT        COLLATE "C" NOT NULL,
    revision        INTEGER     NOT NULL CHECK (revision >= 1),
    kind            TEXT        NOT NULL CHECK (kind IN ('BILL', 'HOLD', 'CREDIT')),
    recorded_at     TIMESTAMPTZ NOT NULL,
    charger_id      TEXT        COLLATE "C" NOT NULL,
    site_id         TEXT        COLLATE "C" NULL,
    driver          TEXT        COLLATE "C" NULL,
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
-- What a site earned in a month.
CREATE INDEX billed_transaction_site ON fleet.billed_transaction (site_id, recorded_at, sequence) WHERE site_id IS NOT NULL;
-- Bills that a person must look at.
CREATE INDEX billed_transaction_hold ON fleet.billed_transaction (sequence) WHERE kind = 'HOLD';

-- Who a pseudonym of the ledger stands for, as long as that may be known. lookup_key is the form in which tokens are compared.
CREATE TABLE fleet.pseudonym (
    pseudonym       TEXT        COLLATE "C" NOT NULL PRIMARY KEY,
    kind            TEXT        NOT NULL CHECK (kind IN ('TOKEN', 'DRIVER')),
    value           TEXT        COLLATE "C" NOT NULL,
    lookup_key      TEXT        COLLATE "C" NOT NULL,
    UNIQUE (kind, value)
);
CREATE INDEX pseudonym_lookup ON fleet.pseudonym (kind, lookup_key);

-- Which pseudonyms stand for nobody any more. What they stood for is in no column.
CREATE TABLE fleet.erasure (
    pseudonym       TEXT        COLLATE "C" NOT NULL PRIMARY KEY,
    kind            TEXT        NOT NULL,
    erased_at       TIMESTAMPTZ NOT NULL,
    erased_by       TEXT        NOT NULL,
    reason          TEXT        NOT NULL
);

CREATE FUNCTION fleet.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is a record: % is refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'insufficient_privilege', HINT = TG_ARGV[0];
END
$$;

CREATE TRIGGER billed_transaction_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON fleet.billed_transaction
    FOR EACH STATEMENT EXECUTE FUNCTION fleet.refuse_change('A correction is a further entry.');
CREATE TRIGGER pseudonym_no_update BEFORE UPDATE ON fleet.pseudonym
    FOR EACH STATEMENT EXECUTE FUNCTION fleet.refuse_change('Who a pseudonym stands for can be erased, not changed.');
CREATE TRIGGER erasure_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON fleet.erasure
    FOR EACH STATEMENT EXECUTE FUNCTION fleet.refuse_change('Erasures are never taken back.');

-- ALWAYS: otherwise a session that plays a replica changes what it wants.
ALTER TABLE fleet.billed_transaction ENABLE ALWAYS TRIGGER billed_transaction_insert_only;
ALTER TABLE fleet.pseudonym ENABLE ALWAYS TRIGGER pseudonym_no_update;
ALTER TABLE fleet.erasure ENABLE ALWAYS TRIGGER erasure_insert_only;
