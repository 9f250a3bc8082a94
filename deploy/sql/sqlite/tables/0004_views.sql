-- The read tables: made from the journal, and how far they have read it. Times are ISO 8601 in UTC, money is decimal text.
CREATE TABLE projection (
    name            TEXT    NOT NULL PRIMARY KEY,
    journal_offset  INTEGER NOT NULL
);

CREATE TABLE charger (
    charger_id      TEXT    NOT NULL PRIMARY KEY,
    last_sequence   INTEGER NOT NULL,
    connected       INTEGER NOT NULL,
    connection_id   TEXT    NULL,
    node            TEXT    NULL,
    ocpp_version    TEXT    NULL,
    connected_at    TEXT    NULL,
    last_seen_at    TEXT    NULL,
    vendor          TEXT    NULL,
    model           TEXT    NULL,
    serial_number   TEXT    NULL,
    firmware        TEXT    NULL,
    connectors      TEXT    NOT NULL,
    wake_at         TEXT    NULL
);
CREATE INDEX charger_node ON charger (node) WHERE connected = 1;
CREATE INDEX charger_wake_at ON charger (wake_at) WHERE wake_at IS NOT NULL;

CREATE TABLE charger_command (
    command_id        TEXT    NOT NULL PRIMARY KEY,
    charger_id        TEXT    NOT NULL,
    action            TEXT    NOT NULL,
    payload           TEXT    NOT NULL,
    status            TEXT    NOT NULL,
    queued_at         TEXT    NOT NULL,
    expires_at        TEXT    NOT NULL,
    finished_at       TEXT    NULL,
    response          TEXT    NULL,
    error_code        TEXT    NULL,
    error_description TEXT    NULL
);
CREATE INDEX charger_command_charger ON charger_command (charger_id, queued_at);

CREATE TABLE session (
    session_id      TEXT    NOT NULL PRIMARY KEY,
    last_sequence   INTEGER NOT NULL,
    charger_id      TEXT    NOT NULL,
    transaction_id  TEXT    NOT NULL,
    evse_id         INTEGER NOT NULL,
    connector_id    INTEGER NOT NULL,
    token           TEXT    NOT NULL,
    token_key       TEXT    NOT NULL,
    driver_id       TEXT    NULL,
    site_id         TEXT    NULL,
    state           TEXT    NOT NULL,
    started_at      TEXT    NOT NULL,
    stopped_at      TEXT    NULL,
    meter_start_wh  INTEGER NOT NULL,
    meter_stop_wh   INTEGER NULL,
    stop_reason     TEXT    NULL,
    energy_wh       INTEGER NOT NULL,
    power_w         INTEGER NULL,
    soc_permille    INTEGER NULL,
    readings        INTEGER NOT NULL,
    last_reading_at TEXT    NULL,
    arrived_at      TEXT    NOT NULL,
    tariff_id       TEXT    NULL,
    currency        TEXT    NULL,
    total_incl_tax  TEXT    NULL,
    wake_at         TEXT    NULL
);
CREATE INDEX session_wake_at ON session (wake_at) WHERE wake_at IS NOT NULL;
CREATE INDEX session_charger ON session (charger_id, session_id);
CREATE INDEX session_open_token ON session (token_key) WHERE state = 'CHARGING';
CREATE INDEX session_started ON session (started_at);
