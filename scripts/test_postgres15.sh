#!/usr/bin/env bash
# Runs pytest against a throwaway server of the oldest PostgreSQL that Ohjaamo takes. Arguments go to pytest.
set -eu
cd "$(dirname "$0")/.."
bin=/usr/lib/postgresql/15/bin
[ -x "$bin/initdb" ] || bin="$(pg_config --bindir)"
case "$("$bin/postgres" --version)" in
    *" 15."*) ;;
    *) echo "PostgreSQL 15 is not installed (on Debian 12: apt-get install postgresql-15)." >&2 && exit 1 ;;
esac

folder="$(mktemp -d /tmp/ohjaamo-pg15.XXXXXX)"
as() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
if [ "$(id -u)" = 0 ]; then chown postgres "$folder"; fi
finish() {
    as "$bin/pg_ctl" stop -D "$folder/data" -m immediate -s || true
    rm -rf "$folder"
}
trap finish EXIT
as "$bin/initdb" -D "$folder/data" -U postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync >/dev/null
as "$bin/pg_ctl" start -D "$folder/data" -l "$folder/log" -s -w \
    -o "-c listen_addresses='' -c unix_socket_directories='$folder' -c fsync=off"

unset PYTHONDONTWRITEBYTECODE
export DATABASE_URL="postgresql://postgres@/ohjaamo_test?host=$folder"
export OHJAAMO_TEST_DATA="$folder/test-data"
.venv/bin/python -m pytest -n 2 --dist loadscope "$@"
