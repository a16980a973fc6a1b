#!/bin/bash
# Run once by the postgres image on an empty volume: every service's database and roles, by roles.sql.
set -eu
for service in nominations review notifications audit portal; do
    owner_password="${service^^}_OWNER_PASSWORD"
    runtime_password="${service^^}_PASSWORD"
    OWNER_PASSWORD="${!owner_password}" RUNTIME_PASSWORD="${!runtime_password}" \
        psql -X -q -v ON_ERROR_STOP=1 -v service="$service" -U "$POSTGRES_USER" -d "$POSTGRES_DB" -f /roles.sql
done
