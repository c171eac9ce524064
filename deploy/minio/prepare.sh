#!/bin/sh
# Makes the bucket and gives each service a user of its own with the rights of its policy file. May be run again. It uses
# the shell and mc alone, for the image holds little else.
set -eu

# A file without a line's end is read whole, and told to be ended too early.
secret() {
  read -r value <"/run/secrets/$1" || :
  printf '%s' "$value"
}

# The store is known to the client by the name `ekey`; no password stands in a command line.
MC_HOST_ekey="https://admin:$(secret minio-root-password)@minio:9000"
export MC_HOST_ekey
mc mb --with-lock --ignore-existing "ekey/$MINIO_BUCKET"
# `check` is nobody's service: it looks whether every document is still what it was.
for service in intake review issuance renewal check; do
  user="ekey-$service"
  mc admin policy create ekey "$user" "/etc/ekey/policies/$service.json"
  printf '%s\n%s\n' "$user" "$(secret "$service-minio-secret-key")" | mc admin user add ekey
  case "$(mc admin user info ekey "$user" --json)" in
    *"\"policyName\":\"$user\""*) ;;
    *) mc admin policy attach ekey "$user" --user "$user" ;;
  esac
done
