#!/bin/sh
# The database server runs this once, when its data folder is made: two roles, neither a superuser.
# portal_owner owns the database and migrates; portal_runtime only works with its rows.
set -eu
export SECRETS="${SECRETS:-/run/secrets}"
exec psql --no-psqlrc --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
\set owner_password `cat "$SECRETS/owner_password"`
\set runtime_password `cat "$SECRETS/runtime_password"`
CREATE ROLE portal_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'owner_password';
CREATE ROLE portal_runtime LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'runtime_password';
-- A session that forgot to end its transaction must not hold the others for ever.
ALTER ROLE portal_runtime SET idle_in_transaction_session_timeout = '5min';
SELECT format('ALTER DATABASE %I OWNER TO portal_owner', current_database()) \gexec
REVOKE ALL ON SCHEMA public FROM PUBLIC;
SQL
