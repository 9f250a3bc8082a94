-- The ledger: one entry for each decision about a session's bill, chained by hashes (docs/ledger.md). Insert only: a correction is a further entry, never an edit. Times are
-- ISO 8601 in UTC, money is decimal text. STRICT, because a column that takes any type could be changed into another without a trace.

CREATE TABLE billed_transaction (
    sequence        INTEGER NOT NULL PRIMARY KEY CHECK (sequence >= 1),
    previous_hash   TEXT    NOT NULL CHECK (length(previous_hash) = 64),
    hash            TEXT    NOT NULL CHECK (length(hash) = 64),
    id              TEXT    NOT NULL,
    revision        INTEGER NOT NULL CHECK (revision >= 1),
    kind            TEXT    NOT NULL CHECK (kind IN ('BILL', 'HOLD', 'CREDIT')),
    recorded_at     TEXT    NOT NULL,
    charger_id      TEXT    NOT NULL,
    site_id         TEXT    NULL,
    driver          TEXT    NULL,
    stopped_at      TEXT    NOT NULL,
    energy_wh       INTEGER NOT NULL,
    currency        TEXT    NULL,
    total_excl_tax  TEXT    NULL,
    total_incl_tax  TEXT    NULL,
    held_for        TEXT    NULL,
    document        TEXT    NOT NULL,
    UNIQUE (id, revision)
) STRICT;
CREATE INDEX billed_transaction_charger ON billed_transaction (charger_id, sequence);
-- What a site earned in a month.
CREATE INDEX billed_transaction_site ON billed_transaction (site_id, recorded_at, sequence) WHERE site_id IS NOT NULL;
-- Bills that a person must look at.
CREATE INDEX billed_transaction_hold ON billed_transaction (sequence) WHERE kind = 'HOLD';

-- Who a pseudonym of the ledger stands for, as long as that may be known. lookup_key is the form in which tokens are compared.
CREATE TABLE pseudonym (
    pseudonym       TEXT    NOT NULL PRIMARY KEY,
    kind            TEXT    NOT NULL CHECK (kind IN ('TOKEN', 'DRIVER')),
    value           TEXT    NOT NULL,
    lookup_key      TEXT    NOT NULL,
    UNIQUE (kind, value)
) STRICT;
CREATE INDEX pseudonym_lookup ON pseudonym (kind, lookup_key);

-- Which pseudonyms stand for nobody any more. What they stood for is in no column.
CREATE TABLE erasure (
    pseudonym       TEXT    NOT NULL PRIMARY KEY,
    kind            TEXT    NOT NULL,
    erased_at       TEXT    NOT NULL,
    erased_by       TEXT    NOT NULL,
    reason          TEXT    NOT NULL
) STRICT;

CREATE TRIGGER billed_transaction_no_update BEFORE UPDATE ON billed_transaction
BEGIN SELECT RAISE(ABORT, 'billed_transaction is a record: UPDATE is refused; a correction is a further entry'); END;

CREATE TRIGGER billed_transaction_no_delete BEFORE DELETE ON billed_transaction
BEGIN SELECT RAISE(ABORT, 'billed_transaction is a record: DELETE is refused; a correction is a further entry'); END;

-- INSERT OR REPLACE deletes without asking the trigger above.
CREATE TRIGGER billed_transaction_no_replace BEFORE INSERT ON billed_transaction
WHEN EXISTS (SELECT 1 FROM billed_transaction WHERE sequence = NEW.sequence OR (id = NEW.id AND revision = NEW.revision))
BEGIN SELECT RAISE(ABORT, 'billed_transaction is a record: it has this entry already'); END;

CREATE TRIGGER pseudonym_no_update BEFORE UPDATE ON pseudonym
BEGIN SELECT RAISE(ABORT, 'pseudonym is a record: UPDATE is refused; who a pseudonym stands for can be erased, not changed'); END;

CREATE TRIGGER erasure_no_update BEFORE UPDATE ON erasure
BEGIN SELECT RAISE(ABORT, 'erasure is a record: UPDATE is refused'); END;

CREATE TRIGGER erasure_no_delete BEFORE DELETE ON erasure
BEGIN SELECT RAISE(ABORT, 'erasure is a record: DELETE is refused'); END;

CREATE TRIGGER erasure_no_replace BEFORE INSERT ON erasure
WHEN EXISTS (SELECT 1 FROM erasure WHERE pseudonym = NEW.pseudonym)
BEGIN SELECT RAISE(ABORT, 'erasure is a record: it has this pseudonym already'); END;
