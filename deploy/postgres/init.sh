#!/bin/sh
# Runs once, when PostgreSQL makes its files: Rasa gets a database of its own and cannot read the bot's.
set -eu
psql --set ON_ERROR_STOP=1 --set password="$POSTGRES_RASA_PASSWORD" --set bot="$POSTGRES_DB" \
    --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
CREATE ROLE rasa LOGIN PASSWORD :'password';
CREATE DATABASE rasa OWNER rasa;
REVOKE CONNECT ON DATABASE rasa FROM PUBLIC;
REVOKE CONNECT ON DATABASE :"bot" FROM PUBLIC;
SQL
