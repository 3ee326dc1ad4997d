# shellcheck shell=bash
# Finds a JDK: TRELLIS_JAVA_HOME as it stands; else 25 or newer wherever it lies, since functions start
# twice as fast there; else any from 21 on.

lowest_jdk=21
wanted_jdk=25

# The feature number of the JDK in a folder, 0 when there is no compiler in it.
jdk_feature() {
  local home=$1 version=""
  [ -x "$home/bin/java" ] && [ -x "$home/bin/javac" ] || { echo 0; return; }
  if [ -r "$home/release" ]; then
    version=$(sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9][0-9]*\).*/\1/p' "$home/release" | head -n 1)
  fi
  [ -n "$version" ] || version=$("$home/bin/java" -version 2>&1 | sed -n 's/.*version "\([0-9][0-9]*\).*/\1/p' | head -n 1)
  echo "${version:-0}"
}

# Follows symbolic links without GNU readlink.
resolve_link() {
  local path=$1 target
  while [ -L "$path" ]; do
    target=$(readlink "$path")
    case "$target" in
      /*) path=$target ;;
      *) path=$(dirname "$path")/$target ;;
    esac
  done
  echo "$path"
}

# Folders where a JDK may lie, best-known first, one per line.
jdk_candidates() {
  local on_path
  [ -z "${JAVA_HOME:-}" ] || echo "$JAVA_HOME"
  if on_path=$(command -v javac); then dirname "$(dirname "$(resolve_link "$on_path")")"; fi
  local folder
  for folder in /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
    "$HOME"/.local/share/mise/installs/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    [ -d "$folder" ] && echo "$folder"
  done
  return 0
}

missing_jdk() {
  die 5 "no JDK $lowest_jdk or newer was found (a JRE is not enough: Trellis builds itself)." "$@" \
    "Install one, $wanted_jdk if you can, for example:" \
    "  Debian, Ubuntu:  apt-get install temurin-25-jdk   (or openjdk-21-jdk-headless)" \
    "  Fedora:          dnf install java-25-openjdk-devel" \
    "  macOS:           brew install openjdk@25" \
    "  anywhere:        https://adoptium.net, or SDKMAN: sdk install java 25-tem" \
    "or name its folder: TRELLIS_JAVA_HOME=/path/to/jdk ./trellis …"
}

# Sets and exports JAVA_HOME.
find_jdk() {
  local home feature fallback=""
  if [ -n "${TRELLIS_JAVA_HOME:-}" ]; then
    feature=$(jdk_feature "$TRELLIS_JAVA_HOME")
    [ "$feature" -ge "$lowest_jdk" ] || missing_jdk "TRELLIS_JAVA_HOME is $TRELLIS_JAVA_HOME (version $feature)."
    export JAVA_HOME=$TRELLIS_JAVA_HOME
    return
  fi
  while IFS= read -r home; do
    feature=$(jdk_feature "$home")
    if [ "$feature" -ge "$wanted_jdk" ]; then
      export JAVA_HOME=$home
      return
    fi
    if [ "$feature" -ge "$lowest_jdk" ] && [ -z "$fallback" ]; then fallback=$home; fi
  done < <(jdk_candidates)
  [ -n "$fallback" ] || missing_jdk
  export JAVA_HOME=$fallback
}
