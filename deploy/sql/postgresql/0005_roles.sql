-- Who may do what. Roles belong to the whole server, so another of its databases may have made them already. Give a login the one that it needs:
--   GRANT fleet_node TO the_login_of_the_nodes;   GRANT fleet_reader TO somebody_who_reports;
-- A later migration that adds a table says there who may do what with it; a read table belongs to fleet_node.
DO $$
DECLARE
    role TEXT;
BEGIN
    FOREACH role IN ARRAY ARRAY['fleet_node', 'fleet_reader'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) THEN
            BEGIN
                EXECUTE format('CREATE ROLE %I NOLOGIN', role);
            EXCEPTION WHEN duplicate_object OR unique_violation THEN
                NULL;
            END;
        END IF;
    END LOOP;
    -- Who gives tables to a role must be one of its members.
    IF NOT pg_has_role(CURRENT_USER, 'fleet_node', 'MEMBER') THEN
        EXECUTE format('GRANT fleet_node TO %I', CURRENT_USER);
    END IF;
END
$$;

GRANT USAGE ON SCHEMA fleet TO fleet_node, fleet_reader;
GRANT SELECT ON fleet.schema_migration, fleet.installation TO fleet_node, fleet_reader;

-- What happened, what was entered and what was billed is never changed.
GRANT SELECT, INSERT ON fleet.journal, fleet.reference_data, fleet.tariff_version, fleet.billed_transaction TO fleet_node;
GRANT SELECT ON fleet.journal, fleet.tariff_version, fleet.billed_transaction, fleet.erasure TO fleet_reader;
-- Who stands behind a pseudonym can be erased, and is not for whoever only reports.
GRANT SELECT, INSERT, DELETE ON fleet.pseudonym TO fleet_node;
GRANT SELECT, INSERT ON fleet.erasure TO fleet_node;
-- The documents hold hashes of the chargers' passwords.
GRANT SELECT (version, kind, key, recorded_at, recorded_by, reason) ON fleet.reference_data TO fleet_reader;
GRANT SELECT, INSERT, UPDATE, DELETE ON fleet.snapshot TO fleet_node;

ALTER SCHEMA fleet_read OWNER TO fleet_node;
ALTER TABLE fleet_read.projection OWNER TO fleet_node;
ALTER TABLE fleet_read.charger OWNER TO fleet_node;
ALTER TABLE fleet_read.charger_command OWNER TO fleet_node;
ALTER TABLE fleet_read.session OWNER TO fleet_node;
GRANT USAGE ON SCHEMA fleet_read TO fleet_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA fleet_read TO fleet_reader;
-- Also on what a rebuild makes.
ALTER DEFAULT PRIVILEGES FOR ROLE fleet_node IN SCHEMA fleet_read GRANT SELECT ON TABLES TO fleet_reader;
