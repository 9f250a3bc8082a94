-- What people enter: insert only, the newest version counts, and each says who, when and why. Times are ISO 8601 in UTC.
CREATE TABLE reference_data (
    version         INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    kind            TEXT    NOT NULL,
    key             TEXT    NOT NULL,
    document        TEXT    NOT NULL,
    recorded_at     TEXT    NOT NULL,
    recorded_by     TEXT    NOT NULL,
    reason          TEXT    NULL
);
CREATE INDEX reference_data_key ON reference_data (kind, key, version);

-- Every tariff that a bill ever froze.
CREATE TABLE tariff_version (
    hash            TEXT    NOT NULL PRIMARY KEY,
    document        TEXT    NOT NULL
);
