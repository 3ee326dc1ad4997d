#!/bin/sh
# Starts the host in its image. TRELLIS_TOKENS, the JSON of bearer tokens out of a secret, becomes the file that the host
# reads and that nobody else may; the variable goes, so that no child and no dump has it.
set -eu
if [ -n "${TRELLIS_TOKENS:-}" ]; then
  umask 077
  TRELLIS_TOKENS_FILE=$(mktemp /tmp/tokens.XXXXXX)
  printf '%s' "$TRELLIS_TOKENS" >"$TRELLIS_TOKENS_FILE"
  export TRELLIS_TOKENS_FILE
  unset TRELLIS_TOKENS
fi
# JAVA_OPTS is words.
# shellcheck disable=SC2086
exec java ${JAVA_OPTS:-} -jar /opt/trellis/quarkus-run.jar
