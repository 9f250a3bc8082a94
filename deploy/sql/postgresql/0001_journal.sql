-- Journal and snapshots as Akka.Persistence.Sql 1.5.73 reads and writes them: default mapping, tag modes Csv (a column that stays empty, instead of a table that every read
-- joins). Of the indexes that it would create these are the ones that its statements use.

CREATE TABLE fleet.journal (
    -- Cache 1, the default: a reader takes the order of these numbers for the order of events.
    ordering        BIGINT  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    created         BIGINT  NOT NULL,
    deleted         BOOLEAN NOT NULL,
    persistence_id  TEXT    COLLATE "C" NOT NULL,
    sequence_number BIGINT  NOT NULL,
    message         BYTEA   NOT NULL,
    tags            TEXT    NULL,
    manifest        TEXT    NULL,
    identifier      INTEGER NULL,
    writer_uuid     TEXT    NULL,
    -- The fence: of two incarnations of an entity only one can write its next event.
    CONSTRAINT journal_uq UNIQUE (persistence_id, sequence_number)
);

CREATE TABLE fleet.snapshot (
    persistence_id  TEXT    COLLATE "C" NOT NULL,
    sequence_number BIGINT  NOT NULL,
    created         BIGINT  NOT NULL,
    snapshot        BYTEA   NULL,
    manifest        TEXT    NULL,
    serializer_id   INTEGER NULL,
    PRIMARY KEY (persistence_id, sequence_number)
);
