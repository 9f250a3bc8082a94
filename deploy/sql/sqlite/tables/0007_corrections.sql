-- What a person must look at although the session has its bill.
ALTER TABLE session ADD COLUMN review TEXT NULL;
CREATE INDEX session_review ON session (started_at) WHERE review IS NOT NULL;
-- Whoever was billed by a tariff that turns out to be wrong, in order of time.
CREATE INDEX session_tariff ON session (tariff_id, started_at, session_id) WHERE tariff_id IS NOT NULL;
