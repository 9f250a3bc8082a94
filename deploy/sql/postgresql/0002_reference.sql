-- What people enter: insert only, the newest version counts, and each says who, when and why. Keys sort by their bytes, as they do in SQLite.
CREATE TABLE fleet.reference_data (
    version         BIGINT      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind            TEXT        COLLATE "C" NOT NULL,
    key             TEXT        COLLATE "C" NOT NULL,
    document        TEXT        NOT NULL,
    recorded_at     TIMESTAMPTZ NOT NULL,
    recorded_by     TEXT        NOT NULL,
    reason          TEXT        NULL
);
CREATE INDEX reference_data_key ON fleet.reference_data (kind, key, version);

-- Every tariff that a bill ever froze.
CREATE TABLE fleet.tariff_version (
    hash            TEXT        COLLATE "C" PRIMARY KEY,
    document        TEXT        NOT NULL
);
