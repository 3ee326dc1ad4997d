# shellcheck shell=bash
# Makes what is deployed, from the last commit and nothing else, so that anybody can make the same bytes again.

# Writes the files of the last commit into a folder.
export_commit() {
  mkdir -p "$1"
  git -C "$root" archive HEAD | tar -x -C "$1"
}

# A tar whose bytes depend on names and contents alone.
stable_tar() {
  local to=$1 from=$2 inner=$3
  tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --mode='u+rwX,go+rX,go-w' -C "$from" -cf - "$inner" | gzip -n -9 >"$to"
}

# Gathers what a build made: the host, the command, each function package, the Terraform modules, the bill of materials.
gather() {
  local source=$1 to=$2 package name
  mkdir -p "$to"
  stable_tar "$to/trellis-engine-host.tar.gz" "$source/engine-host/target" quarkus-app
  stable_tar "$to/trellis-terraform.tar.gz" "$source" terraform
  cp "$source"/cli/target/trellis-cli-*.jar "$to/"
  rm -f "$to"/*-sources.jar "$to"/*-tests.jar "$to"/original-*.jar
  for package in "$source"/tde-functions/*/target/function.zip "$source"/pdo-function/*/target/function.zip; do
    name=${package#"$source"/}
    name=${name%/target/function.zip}
    cp "$package" "$to/${name//\//-}.zip"
  done
  cp "$source"/target/trellis-sbom.json "$to/"
  printf 'commit %s\nJDK %s\nMaven %s\n' "$(git -C "$root" rev-parse HEAD)" "$("$JAVA_HOME/bin/java" -XshowSettings:properties -version 2>&1 |
    sed -n 's/^ *java.vendor.version = //p')" "$(mvn -v | sed -n 's/.*Apache Maven \([0-9.]*\).*/\1/p')" >"$to/made-with.txt"
  (cd "$to" && find . -type f ! -name 'SHA256SUMS*' -printf '%P\n' | LC_ALL=C sort | xargs -d '\n' sha256sum -- >SHA256SUMS.part && mv SHA256SUMS.part SHA256SUMS)
}

# Quarkus writes down some sets of classes in the order of their identity hash codes, which the virtual machine draws by the timing of
# its threads. With one hash code for all, the order is that in which they were found.
one_hash_code='-XX:+UnlockExperimentalVMOptions -XX:hashCode=2'

# The image of the host, on the base that TRELLIS_BASE_IMAGE names by its digest, or by tar:// and a file.
make_image() {
  local source=$1 to=$2
  if [ -z "${TRELLIS_BASE_IMAGE:-}" ]; then
    say "no image of the engine host: TRELLIS_BASE_IMAGE names no base (eclipse-temurin@sha256:…, or tar:///FILE)"
    return
  fi
  (root=$source && run_maven package -f engine-host/image/pom.xml "-Dimage.base=$TRELLIS_BASE_IMAGE" \
    "-Dimage.tar=$to/trellis-engine-host-image.tar") || failed_build "the image of the engine host"
}

make_release() {
  local work=$1 to=$2
  export_commit "$work"
  mkdir -p "$to"
  (root=$work && export MAVEN_OPTS="${MAVEN_OPTS:-} $one_hash_code" && run_maven package -Dmaven.test.skip=true) ||
    failed_build "the build of the release"
  make_image "$work" "$to"
  gather "$work" "$to"
}

release() {
  local check=false dist=$root/dist work
  case "${1:-}" in
    "") ;;
    --check) check=true ;;
    *) die 2 "unknown argument of release: $1" "Known: --check" ;;
  esac
  command -v git >/dev/null && git -C "$root" rev-parse -q --verify HEAD >/dev/null ||
    die 5 "A release is made of a commit, and here is no git repository." "Clone the repository with git."
  [ -z "$(git -C "$root" status --porcelain)" ] ||
    die 2 "There are changes that are not committed, and a release is made of a commit." "Commit or stash them: git status"
  find_maven
  mkdir -p "$build_dir"
  build_log=$build_dir/release.log
  : >"$build_log"
  work=$(mktemp -d)
  # shellcheck disable=SC2064
  trap "rm -rf '$work'" EXIT
  rm -rf "$dist"
  say "release of $(git -C "$root" rev-parse --short HEAD), log: $build_log"
  make_release "$work/first" "$dist"
  if $check; then
    say "and once more in another folder"
    make_release "$work/elsewhere/second" "$work/dist"
    if ! diff "$dist/SHA256SUMS" "$work/dist/SHA256SUMS" >&2; then
      die 1 "The two builds differ in the files above: the release is not reproducible."
    fi
    say "both builds are the same, byte by byte"
  fi
  say "made in $dist:"
  (cd "$dist" && ls -l | awk 'NR > 1 {printf "  %9d  %s\n", $5, $9}')
}
