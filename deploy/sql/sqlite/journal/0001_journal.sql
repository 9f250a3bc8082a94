-- Journal and snapshots as Akka.Persistence.Sql 1.5.73 reads and writes them: default mapping, tag modes Csv (a column that stays empty, instead of a table that every read
-- joins). Of the indexes that it would create these are the ones that its statements use.

CREATE TABLE journal (
    ordering        INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    created         INTEGER NOT NULL,
    deleted         INTEGER NOT NULL,
    persistence_id  TEXT    NOT NULL,
    sequence_number INTEGER NOT NULL,
    message         BLOB    NOT NULL,
    tags            TEXT    NULL,
    manifest        TEXT    NULL,
    identifier      INTEGER NULL,
    writer_uuid     TEXT    NULL
);
-- The fence: of two incarnations of an entity only one can write its next event.
CREATE UNIQUE INDEX journal_uq ON journal (persistence_id, sequence_number);

CREATE TABLE snapshot (
    persistence_id  TEXT    NOT NULL,
    sequence_number INTEGER NOT NULL,
    created         INTEGER NOT NULL,
    snapshot        BLOB    NULL,
    manifest        TEXT    NULL,
    serializer_id   INTEGER NULL,
    PRIMARY KEY (persistence_id, sequence_number)
);
