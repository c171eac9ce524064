#!/usr/bin/env bash
# Saves what nothing can replace into a new folder, while everything runs. Usage: backup.sh <new folder>
#
# The order is the point. A fact names keys and documents that were stored before it, so they are saved after the facts: a
# saved fact never lacks its key. Views come first, for they may know less than the facts but never more. Kafka holds copies
# only, and is made anew from the logs.
set -euo pipefail
cd "$(dirname "$0")/../.."
to=${1:?a new folder}
data=$(sed -n 's/^EKEY_DATA=//p' .env)
if [ ! -f "$data/kurrentdb/chaser.chk" ]; then echo "$data/kurrentdb, below EKEY_DATA in .env, holds no log" >&2; exit 1; fi
umask 077
mkdir -p "$(dirname "$to")"
mkdir "$to"
to=$(cd "$to" && pwd)

# What grows while it is read is saved as long as it was then: tar says so and ends with 1, which is no failure here.
saves() { tar --create --warning=no-file-changed "$@" || [ $? -eq 1 ]; }

dump() { # <server> <file>
  docker compose exec --no-TTY "$1" sh -c 'exec 3<&0; mongodump --quiet --gzip --archive --oplog --host localhost \
    --ssl --sslCAFile /run/secrets/ca.pem --authenticationDatabase admin --username admin --config /dev/fd/3' \
    < <(printf 'password: %s\n' "$(cat "secrets/$2-admin-password")") > "$to/$1.archive.gz"
}

dump mongodb mongodb

# KurrentDB never changes what it has written: checkpoints first, so that they point to nothing that was not copied.
mkdir "$to/kurrentdb"
copied() { # <which files>
  (cd "$data/kurrentdb" && find . -type f "$@" -print0 | saves --null --no-recursion --files-from -) |
    tar --extract --directory "$to/kurrentdb"
}
copied -path './index/*' -name '*.chk'
copied -path './index/*' ! -name '*.chk'
copied ! -path './index/*' -name '*.chk'
copied ! -path './index/*' ! -name '*.chk'

dump keys keys-mongodb
# Objects are written beside their place and moved there, so that each is there whole or not at all.
saves --directory "$data" --exclude '.minio.sys/tmp' --file "$to/minio.tar" minio
saves --directory "$data" --file "$to/authority.tar" authority
saves --file "$to/secrets.tar" secrets .env
sums=$(cd "$to" && find . -type f -print0 | sort --zero-terminated | xargs --null sha256sum)
printf '%s\n' "$sums" > "$to/SHA256SUMS"
echo "saved to $to; keep keys.archive.gz and secrets.tar apart from the rest, and encrypted"
