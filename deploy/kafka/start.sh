#!/bin/bash
# Gives an empty folder its marks, once, then runs the broker.
set -euo pipefail
config=/etc/ekey/server.properties
/opt/kafka/bin/kafka-storage.sh format --ignore-formatted --cluster-id ZWtleS1kaXN0cmlidXRlZA --config "$config"
exec /opt/kafka/bin/kafka-server-start.sh "$config"
