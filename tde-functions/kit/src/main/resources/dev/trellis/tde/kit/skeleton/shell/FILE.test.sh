# What FILE.sh promises, on no platform: sh FILE.test.sh
set -eu
cd "$(dirname "$0")"

# expect STATUS OUTPUT INPUTS
expect() {
  status=0
  said=$(printf '{"inputs": %s}' "$3" | sh FILE.sh) || status=$?
  [ "$status $said" = "$1 $2" ] || { echo "FAILED for $3: exit $status, $said; expected exit $1, $2" >&2; exit 1; }
}

expect 0 '{"greeting":"Hello, Ada"}' '{"name": "Ada"}'
expect 0 '{"greeting":"Hello, \"$(id)\""}' '{"name": "\"$(id)\""}'
expect 65 '{"error": {"code": "nobody", "message": "$.inputs.name is blank", "retryable": false}}' '{"name": " "}'
echo "3 passed"
