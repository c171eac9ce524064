#!/usr/bin/env bash
# Saves what runs, brings it back elsewhere beside it, and compares: the revocation list, what the portal tells, and that
# nothing is halted or parked. Leaves nothing behind. Usage: restore-drill.sh
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp --directory)
drill() { (cd "$work/ekey" && COMPOSE_PROJECT_NAME=ekey-drill "$@"); }
trap 'drill docker compose down --volumes --timeout 20 || true; rm -rf "$work"' EXIT

deploy/docker/backup.sh "$work/saved"
mkdir "$work/ekey"
cp --recursive docker-compose.yml deploy "$work/ekey/"
tar --extract --directory "$work/ekey" --file "$work/saved/secrets.tar"
sed -i "s|^EKEY_DATA=.*|EKEY_DATA=$work/data|; s|^EKEY_HTTPS_PORT=.*|EKEY_HTTPS_PORT=9443|
  s|^EKEY_HTTP_PORT=.*|EKEY_HTTP_PORT=9080|; s|^EKEY_OPERATORS_PORT=.*|EKEY_OPERATORS_PORT=9444|" "$work/ekey/.env"
drill bash deploy/docker/restore.sh "$work/saved"

asks() { curl --fail --silent --show-error --cacert secrets/ca.pem "https://localhost:$1$2"; }
serials() { curl --fail --silent "http://localhost:$1/api/issuance/v1/crl" | openssl crl -inform DER -noout -text | grep 'Serial Number' | sort; }
for path in /api/intake/v1/guidance /api/intake/v1/organisations /api/issuance/v1/ca.pem; do
  diff <(asks 443 "$path") <(asks 9443 "$path")
done
diff <(serials 80) <(serials 9080)
for service in intake review issuance renewal notify; do
  drill docker compose exec --no-TTY "$service" node deploy/docker/health.mjs
done
echo 'the restored floor tells what the running one does'
