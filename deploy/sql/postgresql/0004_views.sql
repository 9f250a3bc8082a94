-- The read tables: made from the journal, and how far they have read it. They have a schema of their own, because a node may rebuild them: make new ones beside them and rename.
CREATE SCHEMA fleet_read;

CREATE TABLE fleet_read.projection (
    name            TEXT        COLLATE "C" PRIMARY KEY,
    journal_offset  BIGINT      NOT NULL
);

CREATE TABLE fleet_read.charger (
    charger_id      TEXT        COLLATE "C" PRIMARY KEY,
    last_sequence   BIGINT      NOT NULL,
    connected       BOOLEAN     NOT NULL,
    connection_id   TEXT        NULL,
    node            TEXT        COLLATE "C" NULL,
    ocpp_version    TEXT        NULL,
    connected_at    TIMESTAMPTZ NULL,
    last_seen_at    TIMESTAMPTZ NULL,
    vendor          TEXT        NULL,
    model           TEXT        NULL,
    serial_number   TEXT        NULL,
    firmware        TEXT        NULL,
    connectors      TEXT        NOT NULL,
    -- When its entity must be looked at though nobody speaks to it, or earlier.
    wake_at         TIMESTAMPTZ NULL
);
CREATE INDEX charger_node ON fleet_read.charger (node) WHERE connected;
CREATE INDEX charger_wake_at ON fleet_read.charger (wake_at) WHERE wake_at IS NOT NULL;

CREATE TABLE fleet_read.charger_command (
    command_id        TEXT        COLLATE "C" PRIMARY KEY,
    charger_id        TEXT        COLLATE "C" NOT NULL,
    action            TEXT        NOT NULL,
    payload           TEXT        NOT NULL,
    status            TEXT        NOT NULL,
    queued_at         TIMESTAMPTZ NOT NULL,
    expires_at        TIMESTAMPTZ NOT NULL,
    finished_at       TIMESTAMPTZ NULL,
    response          TEXT        NULL,
    error_code        TEXT        NULL,
    error_description TEXT        NULL
);
CREATE INDEX charger_command_charger ON fleet_read.charger_command (charger_id, queued_at);

CREATE TABLE fleet_read.session (
    session_id      TEXT        COLLATE "C" PRIMARY KEY,
    last_sequence   BIGINT      NOT NULL,
    charger_id      TEXT        COLLATE "C" NOT NULL,
    transaction_id  TEXT        COLLATE "C" NOT NULL,
    evse_id         INTEGER     NOT NULL,
    connector_id    INTEGER     NOT NULL,
    token           TEXT        NOT NULL,
    token_key       TEXT        COLLATE "C" NOT NULL,
    driver_id       TEXT        COLLATE "C" NULL,
    site_id         TEXT        COLLATE "C" NULL,
    state           TEXT        NOT NULL,
    started_at      TIMESTAMPTZ NOT NULL,
    stopped_at      TIMESTAMPTZ NULL,
    meter_start_wh  BIGINT      NOT NULL,
    meter_stop_wh   BIGINT      NULL,
    stop_reason     TEXT        NULL,
    energy_wh       BIGINT      NOT NULL,
    power_w         BIGINT      NULL,
    soc_permille    BIGINT      NULL,
    readings        INTEGER     NOT NULL,
    last_reading_at TIMESTAMPTZ NULL,
    arrived_at      TIMESTAMPTZ NOT NULL,
    tariff_id       TEXT        COLLATE "C" NULL,
    currency        TEXT        NULL,
    total_incl_tax  NUMERIC     NULL,
    wake_at         TIMESTAMPTZ NULL
);
CREATE INDEX session_wake_at ON fleet_read.session (wake_at) WHERE wake_at IS NOT NULL;
CREATE INDEX session_charger ON fleet_read.session (charger_id, session_id);
CREATE INDEX session_open_token ON fleet_read.session (token_key) WHERE state = 'CHARGING';
CREATE INDEX session_started ON fleet_read.session (started_at);
