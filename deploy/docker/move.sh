#!/usr/bin/env bash
# Moves the data of a standalone process, which is stopped, to the engines of Compose, of which no service has begun yet. May be
# broken off and called again. Usage: move.sh <data folder> [--check]
set -euo pipefail
cd "$(dirname "$0")/../.."
from=$(cd "${1:?the data folder of the standalone process}" && pwd)
if [ -n "$(docker compose ps --quiet intake review issuance renewal notify)" ]; then echo 'stop the services first' >&2; exit 1; fi
# What it does every service has rights to a part of, and the administrators of the engines to all.
moving=$(mktemp --directory secrets/.moving-XXXXXX)
trap 'rm -rf "$moving"' EXIT
cp secrets/*.key "$moving"
for engine in kurrentdb kafka mongodb keys-mongodb; do cp "secrets/$engine-admin-password" "$moving/$engine-password"; done
cp secrets/minio-root-password "$moving/minio-secret-key"
if [ "$(id -u)" = 0 ]; then chown -R "$(sed -n 's/^EKEY_UID=//p' .env):$(sed -n 's/^EKEY_GID=//p' .env)" "$moving"; fi

docker compose up --detach --wait kurrentdb kafka mongodb keys minio
docker compose up prepare-kurrentdb prepare-kafka prepare-mongodb prepare-keys prepare-minio
# In the container of issuance, which has the folder of the authority.
docker compose run --rm --no-deps --volume "$from:/from" --volume "$PWD/$moving:/moving:ro" --env SECRETS_DIR=/moving \
  --env KURRENTDB_USER=admin --env KAFKA_USER=admin --env MONGODB_USER=admin --env KEYS_MONGODB_USER=admin \
  --env MINIO_USER=admin issuance node deploy/migrate/dist/cli.js --from standalone --to distributed --data /from "${@:2}"
