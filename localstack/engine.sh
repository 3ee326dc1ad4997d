#!/usr/bin/env bash
# Makes LocalStack runnable here: a container engine that answers, and the image. Does nothing that is already done.
# Where no image can be pulled, LOCALSTACK_OFFLINE names a script that provides engine and image; without it, the one
# in a checkout beside this repository is used: ../shared/localstack-offline/build.sh.
set -euo pipefail

image=${LOCALSTACK_IMAGE:-localstack/localstack:4.14.0}
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
offline=${LOCALSTACK_OFFLINE:-$root/../shared/localstack-offline/build.sh}

say() { echo "localstack: $*" >&2; }
engine_answers() { command -v docker >/dev/null && docker info >/dev/null 2>&1; }
image_present() { docker image inspect "$image" >/dev/null 2>&1; }

if engine_answers && image_present; then
  say "engine and $image are there"
  exit 0
fi
if engine_answers && timeout 300 docker pull -q "$image" >/dev/null 2>&1; then
  say "pulled $image"
  exit 0
fi
if [ -x "$offline" ]; then
  say "building $image without a registry, 4 to 8 minutes the first time"
  "$offline" >&2
  exit 0
fi
if ! engine_answers; then
  say "no container engine answers: start Docker (or another engine that speaks its protocol) and try again"
else
  say "$image is not here and cannot be pulled: load it with docker load, or set LOCALSTACK_OFFLINE to a script that builds it"
fi
exit 1
