# What FILE.sh promises, without a container and on no platform: sh FILE.test.sh
set -eu
cd "$(dirname "$0")"
TRELLIS_REQUEST=$(mktemp)
export TRELLIS_REQUEST
trap 'rm -f "$TRELLIS_REQUEST"' EXIT

# expect STATUS OUTPUT INPUTS
expect() {
  status=0
  printf '{"inputs":%s}' "$3" > "$TRELLIS_REQUEST"
  said=$(sh FILE.sh 2>/dev/null) || status=$?
  [ "$status $said" = "$1 $2" ] || { echo "FAILED for $3: exit $status, $said; expected exit $1, $2" >&2; exit 1; }
}

expect 0 '{"greeting":"Hello, Ada"}' '{"name":"Ada"}'
expect 65 '' '{"name":" "}'
echo "2 passed"
