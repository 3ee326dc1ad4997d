# What the command of NAME.yaml does with the inputs of NAME.spec.json, on no platform: sh NAME.test.sh
set -eu

said=$(printf 'pear 2\napple 1\napple 1\n' | LC_ALL=C.UTF-8 sort --unique --key=2)
expected=$(printf 'apple 1\npear 2')
[ "$said" = "$expected" ] || { echo "FAILED: $said; expected $expected" >&2; exit 1; }

status=0
printf 'pear\n' | sort --key=0 >/dev/null 2>&1 || status=$?
[ "$status" = 2 ] || { echo "FAILED: exit $status for column 0; the entry expects 2" >&2; exit 1; }
echo "2 passed"
