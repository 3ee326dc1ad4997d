# shellcheck shell=bash
# Runs the tests and sums up their reports. The suffix of a class decides its phase: Test (no I/O), IT (real
# processes and servers), ST (LocalStack), DT (the commands of the documentation). Terraform has a suite of its own: terraform/verify.

test_log="$build_dir/test.log"
terraform_log="$build_dir/terraform.log"

test_usage() {
  die 2 "unknown option of test: $1" "./trellis test            everything; LocalStack's suites where a container engine runs" \
    "./trellis test --quick    unit tests only" "./trellis test --deploy   Terraform and LocalStack's suites only"
}

# Reports of an earlier run must not count.
forget_reports() {
  find "$root" \( -name .git -o -name .trellis -o -name src \) -prune -o -type d \
    \( -name surefire-reports -o -name failsafe-reports \) -print0 | xargs -0 rm -rf
}

report_files() {
  find "$root" \( -name .git -o -name .trellis -o -name src \) -prune -o \
    \( -path '*/surefire-reports/TEST-*.xml' -o -path '*/failsafe-reports/TEST-*.xml' \) -print
}

# Test classes by suffix, as module-relative paths; abstract ones are no suites.
suites_of() {
  local suffix=$1
  (cd "$root" && find . \( -name target -o -name .git -o -name .trellis \) -prune -o -path '*/src/test/java/*' -name "*$suffix.java" -print) |
    while IFS= read -r file; do
      grep -q '^\(public \)\{0,1\}abstract class' "$root/$file" || echo "$file"
    done
}

# How many suites should have run and left no report; those of LocalStack do not count where no engine runs.
suites_missing=0

# Suites of a suffix that left no report.
missing_suites() {
  local file class reports
  reports=$(report_files)
  suites_of "$1" | while IFS= read -r file; do
    class=${file#*/src/test/java/}
    class=$(echo "${class%.java}" | tr / .)
    case "$reports" in
      *"/TEST-$class.xml"* | *"/TEST-$class\$"*) ;;
      *) echo "$class" ;;
    esac
  done
}

say_missing() {
  local suffix=$1 why=$2 missing
  missing=$(missing_suites "$suffix")
  [ -n "$missing" ] || return 0
  say ""
  say "NOT RUN ($why):"
  printf '%s\n' "$missing" | sed 's/^/  !! /' >&2
  suites_missing=$((suites_missing + $(printf '%s\n' "$missing" | wc -l)))
}

# Prints "passed failed skipped" over all reports.
sum_reports() {
  report_files | while IFS= read -r file; do
    grep -m 1 -A 6 '<testsuite ' "$file" | tr '\n' ' '
    echo
  done | awk '
    function number(name) { return match($0, "[ \t]" name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : 0 }
    { tests += number("tests"); failed += number("failures") + number("errors"); skipped += number("skipped") }
    END { printf "%d %d %d\n", tests - failed - skipped, failed, skipped }'
}

# Runs the suite of the Terraform modules; what of it cannot run here it says itself.
check_terraform() {
  terraform_result=0
  [ "$1" != --quick ] || return 0
  say "checking terraform/; log: $terraform_log"
  "$root/terraform/verify" 2>&1 </dev/null | tee "$terraform_log" | grep -E '^  (FAILED|!!)|^terraform:' >&2 || true
  [ -f "$root/terraform/target/failsafe-reports/TEST-terraform.xml" ] || terraform_result=1
}

say_missing_terraform() {
  if [ "$terraform_result" -ne 0 ]; then
    say ""
    say "NOT RUN (terraform/verify did not come to its end; see $terraform_log)"
    suites_missing=$((suites_missing + 1))
  elif [ -s "$root/terraform/target/not-run.txt" ]; then
    say ""
    say "NOT RUN of Terraform:"
    sed 's/^/  !! /' "$root/terraform/target/not-run.txt" >&2
  fi
}

# Whether LocalStack can run here; asked once, since its image may have to be fetched.
engine_runs() {
  if [ -z "${engine_state:-}" ]; then
    engine_state=missing
    if command -v docker >/dev/null && docker info >/dev/null 2>&1 && "$root/localstack/engine.sh" >>"$test_log" 2>&1; then
      engine_state=there
    fi
  fi
  [ "$engine_state" = there ]
}

# Sets the goal and options of Maven for a mode.
choose_suite() {
  case "${1:-}" in
    --quick) suite_options=(test) ;;
    --deploy)
      "$root/localstack/engine.sh" || die 5 "LocalStack cannot run here; it said above what it needs."
      suite_options=(verify -pl localstack,tde-functions/container -am -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test='*ST' -Dfailsafe.failIfNoSpecifiedTests=false)
      ;;
    "")
      suite_options=(verify)
      if ! engine_runs; then suite_options+=(-Dit.test='*IT,*DT' -Dfailsafe.failIfNoSpecifiedTests=false); fi
      ;;
    *) test_usage "$1" ;;
  esac
}

say_what_did_not_run() {
  case "$1" in
    --quick) say "quick: $(for s in IT ST DT; do suites_of $s; done | wc -l | tr -d ' ') suites with real servers were left out; ./trellis test runs them." ;;
    --deploy)
      say_missing ST "see $test_log"
      say_missing_terraform
      ;;
    *)
      say_missing Test "the build stopped before; see $test_log"
      say_missing IT "the build stopped before; see $test_log"
      say_missing DT "the build stopped before; see $test_log"
      if engine_runs; then
        say_missing ST "see $test_log"
      else
        local before=$suites_missing
        say_missing ST "LocalStack cannot run here: localstack/engine.sh says what it needs"
        suites_missing=$before
      fi
      say_missing_terraform
      ;;
  esac
}

run_tests() {
  local mode=${1:-} started=$SECONDS maven_result=0 passed failed skipped
  mkdir -p "$build_dir"
  build_log=$test_log
  : >"$test_log"
  find_maven
  choose_suite "$mode"
  [ "$mode" = --quick ] || build_if_needed
  [ -n "$mode" ] || package_for_other_clouds
  forget_reports
  say "testing with $("$JAVA_HOME/bin/java" -version 2>&1 | head -n 1); log: $test_log"
  run_maven "${suite_options[@]}" -fae -Dmaven.test.failure.ignore=true -Dcyclonedx.skip=true || maven_result=$?
  check_terraform "$mode"
  read -r passed failed skipped < <(sum_reports)
  [ "$failed" -eq 0 ] || show_failures
  say_what_did_not_run "$mode"
  say ""
  verdict "$maven_result" "$passed" "$failed"
  say "in $((SECONDS - started)) s"
  echo "$passed passed, $failed failed, $skipped skipped"
  [ "$suite_result" -eq 0 ] || exit 1
}

show_failures() {
  say ""
  say "FAILED:"
  report_files | xargs grep -lE '<(failure|error)[ >]' | sed 's/.*TEST-/  /; s/\.xml$//' >&2
}

# Sets suite_result: a green run has tests, no failure, a report of every suite, and a build that went through.
verdict() {
  suite_result=0
  if [ "$1" -ne 0 ]; then
    suite_result=1
    say "the build failed; the end of $test_log:"
    grep -E '^\[ERROR\]' "$test_log" | head -n 25 >&2
  fi
  if [ "$3" -ne 0 ] || [ "$suites_missing" -ne 0 ]; then suite_result=1; fi
  if [ $(($2 + $3)) -eq 0 ]; then
    suite_result=1
    say "no test ran at all"
  fi
}
