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

port() { sed -n "s/^EKEY_$1_PORT=//p" .env; }
# Both are asked on this machine itself: whom their certificate is for, and who has signed it, is no matter here.
asks() { curl --fail --silent --show-error --insecure "https://localhost:$1$2"; }
serials() { curl --fail --silent --show-error "http://localhost:$1/api/issuance/v1/crl" | openssl crl -inform DER -noout -text | sed -n '/Serial Number/p' | sort; }
# In files, for what nobody answers on either side is not the same on both.
compares() { # <how> <port of what runs> <port of what was restored> <what>
  "$1" "$2" "${4:-}" > "$work/running"
  "$1" "$3" "${4:-}" > "$work/restored"
  diff "$work/running" "$work/restored"
}
for path in /api/intake/v1/guidance /api/intake/v1/organisations /api/issuance/v1/ca.pem; do
  compares asks "$(port HTTPS)" 9443 "$path"
done
compares serials "$(port HTTP)" 9080
for service in intake review issuance renewal notify; do
  drill docker compose exec --no-TTY "$service" node deploy/docker/health.mjs
done
echo 'the restored floor tells what the running one does'
