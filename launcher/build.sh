# shellcheck shell=bash
# Builds what the commands need: jars, function packages, and AOT caches trained by running the packages.

build_log="$build_dir/build.log"
build_stamp="$build_dir/built"
lowest_maven=3.8

cli_jar() { echo "$root"/cli/target/trellis-cli-*SNAPSHOT.jar; }

# Modules that the commands run, with all that they need; what is for other clouds is none of them.
wanted_modules() {
  local module list=cli,engine-host,infra/local
  for module in "$root"/pdo-function/*/pom.xml "$root"/tde-functions/*/pom.xml; do
    module=${module#"$root"/}
    case "$module" in pdo-function/funqy/* | tde-functions/binding-knative/*) continue ;; esac
    list=$list,${module%/pom.xml}
  done
  echo "$list"
}

# Folders of sources that the build reads, for the up-to-date check.
source_folders() {
  (cd "$root" && ls -d contract registry-tables infra pdo-function tde-functions engine-host cli)
}

# Whether a source is newer than the last build, or that build was by another JDK.
out_of_date() {
  [ -f "$build_stamp" ] && [ -f "$(cli_jar)" ] && [ "$(cat "$build_stamp")" = "$JAVA_HOME" ] || return 0
  local newer
  # shellcheck disable=SC2046
  newer=$(cd "$root" && find pom.xml .mvn $(source_folders) \
    \( -name target -o -name test -o -name '*.md' -o -name '.*.sw?' \) -prune -o \
    -newer "$build_stamp" \( -type f -o -type d -path '*/src/*' \) -print 2>/dev/null | head -n 1)
  [ -n "$newer" ]
}

find_maven() {
  local version
  command -v mvn >/dev/null || die 5 "Maven is missing." "Install Maven $lowest_maven or newer:" \
    "  Debian, Ubuntu:  apt-get install maven" "  Fedora:          dnf install maven" "  macOS:           brew install maven"
  version=$(mvn -v 2>/dev/null | sed -n 's/.*Apache Maven \([0-9.]*\).*/\1/p' | head -n 1)
  case "$version" in
    3.[89]* | 3.[1-9][0-9]* | [4-9].*) ;;
    *) die 5 "Maven $lowest_maven or newer is needed; the one on the PATH is ${version:-of unknown version}." ;;
  esac
}

# One build at a time in one clone; a lock of a process that is gone does not count.
lock_build() {
  local owner
  until mkdir "$build_dir/lock" 2>/dev/null; do
    owner=$(cat "$build_dir/lock/pid" 2>/dev/null || true)
    if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; then
      rm -rf "$build_dir/lock"
    else
      say "another build is running (process ${owner:-unknown}), waiting …"
      sleep 2
    fi
  done
  echo $$ >"$build_dir/lock/pid"
  trap unlock_build EXIT
}

unlock_build() { rm -rf "$build_dir/lock"; }

# Shows one short line per module while Maven works; the whole output goes to the log.
show_progress() {
  local line heading='^\[INFO\] Building (Trellis.*) [0-9][^ ]* +\[([0-9]+/[0-9]+)\]$'
  while IFS= read -r line; do
    printf '%s\n' "$line" >>"$build_log"
    if [[ $line =~ $heading ]]; then say "  ${BASH_REMATCH[2]}  ${BASH_REMATCH[1]}"; fi
  done
}

failed_build() {
  say "$1 failed; the end of $build_log:"
  tail -n 40 "$build_log" >&2
  exit 1
}

run_maven() {
  (cd "$root" && mvn -B -ntp -Dstyle.color=never "$@" 2>&1 </dev/null) | show_progress
}

# Lays the function packages out and trains a cache of the start-up of each, by running it.
train_functions() {
  say "training the start-up of the functions …"
  "$JAVA_HOME/bin/java" -cp "$(echo "$root"/infra/local/target/trellis-infra-local-*SNAPSHOT.jar):$root/infra/local/target/lib/*" \
    --enable-native-access=ALL-UNNAMED dev.trellis.infra.local.LocalMain train --root "$root" >>"$build_log" 2>&1 ||
    failed_build "the training"
}

build() {
  [ "${1:-}" = --force ] && rm -f "$build_stamp"
  mkdir -p "$build_dir"
  if ! out_of_date; then
    say "up to date"
    return
  fi
  find_maven
  lock_build
  if ! out_of_date; then
    unlock_build
    return
  fi
  local started=$SECONDS
  say "building with $("$JAVA_HOME/bin/java" -version 2>&1 | head -n 1) (once; log: $build_log)"
  : >"$build_log"
  touch "$build_dir/started"
  run_maven package -pl "$(wanted_modules)" -am -Dmaven.test.skip=true -Dcyclonedx.skip=true || failed_build "the build"
  train_functions
  echo "$JAVA_HOME" >"$build_stamp"
  touch -r "$build_dir/started" "$build_stamp"
  unlock_build
  say "built in $((SECONDS - started)) s"
}

# The packages for other clouds that the tests run, beside those for Lambda.
package_for_other_clouds() {
  say "packaging functions for other clouds …"
  run_maven package -Dbinding=knative -am -Dmaven.test.skip=true -Dcyclonedx.skip=true \
    -pl tde-functions/file,tde-functions/http,tde-functions/registry,pdo-function/funqy || failed_build "the packaging for Knative"
  run_maven package -Dbinding=http -am -Dmaven.test.skip=true -Dcyclonedx.skip=true \
    -pl tde-functions/file || failed_build "the packaging for plain HTTP"
}

build_if_needed() {
  mkdir -p "$build_dir"
  if out_of_date; then build; fi
}
