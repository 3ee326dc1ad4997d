# shellcheck shell=bash
# Words for people go to standard error, so that --json output stays clean.

say() { printf '%s\n' "$*" >&2; }

# die EXIT-CODE LINE...: says what is wrong and what to do, then ends.
die() {
  local code=$1
  shift
  printf 'trellis: %s\n' "$1" >&2
  shift
  for line in "$@"; do printf '  %s\n' "$line" >&2; done
  exit "$code"
}
