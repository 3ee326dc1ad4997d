# shellcheck shell=bash
# Lays the function packages out as the local platform runs them, one folder a kind: the function's jars, the jars that
# a cloud would add, and a cache of its start-up, trained by running it.

functions_dir="$build_dir/functions"
# A cache is valid for jars of one date only, so all get the same.
jar_date=202601010000

# package_function KIND MODULE HANDLER: takes a built module's zip apart.
package_function() {
  local kind=$1 target="$root/$2/target" folder="$functions_dir/$1" fresh="$functions_dir/.$1.new"
  [ -f "$target/function.zip" ] || die 1 "the build left no $target/function.zip"
  rm -rf "$fresh"
  mkdir -p "$fresh"
  (cd "$fresh" && "$JAVA_HOME/bin/jar" xf "$target/function.zip" lib)
  cp "$target"/*-runner.jar "$fresh/function.jar"
  cp -R "$root/launcher/runtime-client/target/jars" "$fresh/client"
  echo "handler=$3" >"$fresh/function.properties"
  find "$fresh" -name '*.jar' -exec touch -t "$jar_date" {} +
  if same_jars "$fresh" "$folder"; then
    rm -rf "$fresh"
  else
    rm -rf "$folder"
    mv "$fresh" "$folder"
    say "  packaged $kind"
  fi
}

# Whether two packages hold the same jars: then a trained cache stays valid.
same_jars() {
  [ -d "$2" ] && [ "$(jar_sums "$1")" = "$(jar_sums "$2")" ]
}

jar_sums() { (cd "$1" && find . \( -name '*.jar' -o -name function.properties \) -exec cksum {} + | sort -k 3); }

package_functions() {
  local module kind
  package_function pdo pdo-function/aws-lambda io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler::handleRequest
  for module in "$root"/tde-functions/*/target/function.zip; do
    module=${module#"$root"/}
    module=${module%/target/function.zip}
    kind=${module#tde-functions/}
    package_function "$kind" "$module" io.quarkus.funqy.lambda.FunqyStreamHandler::handleRequest
  done
}

train_functions() {
  say "training the start-up of the functions …"
  "$JAVA_HOME/bin/java" -cp "$(local_class_path)" --enable-native-access=ALL-UNNAMED \
    dev.trellis.infra.local.LocalMain train --root "$root" >>"$build_log" 2>&1 || failed_build "the training"
}

local_class_path() { echo "$(echo "$root"/infra/local/target/trellis-infra-local-*SNAPSHOT.jar):$root/infra/local/target/lib/*"; }
