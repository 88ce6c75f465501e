#!/usr/bin/env bash
# Runs a command against a private, throw-away PostgreSQL: tools/postgres.sh make test
# Starts Debian's server (15 or later) in a temporary folder on a free loopback port, sets
# CARNET_DATABASE_URL, and stops and removes it whatever happens.
set -euo pipefail

if (( $# == 0 )); then
    echo "usage: tools/postgres.sh COMMAND [ARGUMENT...]" >&2
    exit 2
fi

bin=""
for folder in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -t/ -k5 -V); do
    [[ -x "$folder/initdb" ]] && bin="$folder"
done
if [[ -z "$bin" ]] && command -v initdb >/dev/null; then
    bin=$(dirname "$(command -v initdb)")
fi
if [[ -z "$bin" ]]; then
    echo "No PostgreSQL server found; on Debian: apt install postgresql." >&2
    exit 1
fi
major=$("$bin/postgres" --version | grep -oE '[0-9]+' | head -1)
if (( major < 15 )); then
    echo "PostgreSQL $major is too old: 15 or later is needed." >&2
    exit 1
fi

# The server refuses to run as root.
as_server() { "$@"; }
account=$(id -un)
if (( $(id -u) == 0 )); then
    account=postgres
    id "$account" >/dev/null 2>&1 || useradd --system --no-create-home "$account"
    as_server() { runuser -u "$account" -- "$@"; }
fi

folder=$(mktemp -d "${TMPDIR:-/tmp}/carnet-postgres.XXXXXX")
chmod 711 "$folder"
chown "$account" "$folder"
stop() {
    cd /
    as_server "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true
    rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

here=$PWD
cd "$folder"
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
if ! as_server "$bin/initdb" -D "$folder/data" -U carnet --auth=trust --encoding=UTF8 --locale=C.UTF-8 \
        --no-sync >"$folder/initdb.log" 2>&1; then
    cat "$folder/initdb.log" >&2
    exit 1
fi
if ! as_server "$bin/pg_ctl" -D "$folder/data" -l "$folder/server.log" -w -t 60 -o "-h 127.0.0.1 -p $port -k $folder \
        -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60" start >/dev/null; then
    cat "$folder/server.log" >&2
    exit 1
fi
as_server "$bin/createdb" -h 127.0.0.1 -p "$port" -U carnet carnet
cd "$here"

echo "PostgreSQL $major on port $port" >&2
CARNET_DATABASE_URL="postgres://carnet@127.0.0.1:$port/carnet" "$@"
