-- What the runtime role may do with each table, as migrations gave it: readiness holds it against what it may do now.
-- By name, because a table may be made anew and put in the place of the old one.
CREATE TABLE schema_rights (
    schema_name text NOT NULL,
    table_name text NOT NULL,
    verb text NOT NULL CHECK (verb IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE')),
    PRIMARY KEY (schema_name, table_name, verb)
);
REVOKE INSERT, UPDATE, DELETE ON schema_rights FROM {runtime};
