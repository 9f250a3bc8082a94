-- What a person must look at although the session has its bill.
ALTER TABLE fleet_read.session ADD COLUMN review TEXT NULL;
CREATE INDEX session_review ON fleet_read.session (started_at) WHERE review IS NOT NULL;
-- Whoever was billed by a tariff that turns out to be wrong, in order of time.
CREATE INDEX session_tariff ON fleet_read.session (tariff_id, started_at, session_id) WHERE tariff_id IS NOT NULL;
