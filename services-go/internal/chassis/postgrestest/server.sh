# Runs a throw-away Postgres server until standard input ends, which it does however the
# process that holds it ends. Writes the folder of its socket when it takes connections.
# $1 is the folder of Postgres's programs.
set -e
trap '' INT HUP TERM
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
fail() {
  cat "$folder/log" >&2
  exit 1
}
"$1/initdb" --pgdata="$folder/data" --username=postgres --auth=trust --encoding=UTF8 --locale=C \
  --no-sync --no-instructions > "$folder/log" 2>&1 || fail
settings="-c listen_addresses= -c unix_socket_directories=$folder -c max_connections=300"
settings="$settings -c fsync=off -c full_page_writes=off"
"$1/pg_ctl" --pgdata="$folder/data" --log="$folder/log" --silent --wait --options="$settings" start >&2 || fail
echo "$folder"
read -r _ || true
"$1/pg_ctl" --pgdata="$folder/data" --silent --mode=immediate stop
