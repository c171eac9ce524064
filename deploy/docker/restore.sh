#!/usr/bin/env bash
# Brings a backup back into an empty folder of data. Nothing may run.
# Usage: restore.sh <backup> [<keys.archive.gz of the newest backup>]: what was erased since the older one stays erased
set -euo pipefail
cd "$(dirname "$0")/../.."
from=$(cd "${1:?a backup}" && pwd)
keys=$(realpath "${2:-$from/keys.archive.gz}")
if [ ! -f "$keys" ]; then echo "$keys is not there: keys.archive.gz is kept apart from the rest" >&2; exit 1; fi
# Keys of another backup are no part of this one's sums.
others=${2:+keys.archive.gz}
(cd "$from" && grep --invert-match " ./${others:-none}\$" SHA256SUMS | sha256sum --check --quiet)
[ -d secrets ] || tar --extract --file "$from/secrets.tar"
data=$(sed -n 's/^EKEY_DATA=//p' .env)
if [ -n "$(docker compose ps --quiet)" ]; then echo 'stop everything first: docker compose down' >&2; exit 1; fi
if find "$data" -mindepth 2 -print -quit 2>/dev/null | grep --quiet .; then echo "$data holds data: nothing is written over" >&2; exit 1; fi
# A volume stays where it was first made, whatever the settings say since: what is brought back would go into the old data.
# They are names of folders only, and what is in those stays.
docker compose down --volumes
for folder in kurrentdb kafka mongodb keys minio authority prometheus grafana; do mkdir -p "$data/$folder"; done
cp --archive "$from/kurrentdb/." "$data/kurrentdb/"
# What had not got to the copy is cut off: it was never in a saved fact's past.
cp "$data/kurrentdb/chaser.chk" "$data/kurrentdb/truncate.chk"
tar --extract --directory "$data" --file "$from/minio.tar"
tar --extract --directory "$data" --file "$from/authority.tar"
# Where root brings them back they are still whose the containers run as.
if [ "$(id -u)" = 0 ]; then chown -R "$(sed -n 's/^EKEY_UID=//p' .env):$(sed -n 's/^EKEY_GID=//p' .env)" "$data"; fi

load() { # <server> <its administrator's secret> <what was saved of it>
  printf 'password: %s\n' "$(cat "secrets/$2")" |
    docker compose exec --no-TTY "$1" sh -c 'umask 077; cat > /tmp/login'
  docker compose exec --no-TTY "$1" sh -c 'mongorestore --quiet --gzip --archive --oplogReplay --drop \
    --nsExclude "admin.system.*" --host localhost --ssl --sslCAFile /run/secrets/ca.pem \
    --authenticationDatabase admin --username admin --config /tmp/login; status=$?; rm -f /tmp/login; exit $status' \
    < "$3"
}

docker compose up --detach --wait mongodb keys
docker compose up prepare-mongodb prepare-keys
load mongodb mongodb-admin-password "$from/mongodb.archive.gz"
load keys keys-mongodb-admin-password "$keys"
# Kafka is empty: relays and publishers copy every fact once more, and every reactor reads from the first.
docker compose up --detach --wait
echo 'restored; watch the delay of the reactors fall'
