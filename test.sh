#!/usr/bin/env bash
# Restore, build, format, publish, test. The last line adds up all suites: N passed, N failed, N skipped.
set -euo pipefail
cd "$(dirname "$0")"

export DOTNET_CLI_UI_LANGUAGE=en DOTNET_NOLOGO=1
log="artifacts/test.log"
mkdir -p artifacts

step() {
  local name=$1 begun=$SECONDS
  shift
  printf '== %s\n' "$name"
  "$@"
  printf '== %s: %d s\n' "$name" "$((SECONDS - begun))"
}

# A test that hangs is named after so many minutes.
run() {
  timeout --foreground 40m dotnet test "$1" --no-build --blame-hang-timeout "$2m" --blame-hang-dump-type none --results-directory artifacts/test-results 2>&1
}

# A crashed test host prints no result line and "no test is available" exits 0: both count as a failure.
count() {
  local project=$1 log=$2 status=$3 result p f s
  result=$(awk '/^(Passed|Failed)! +- Failed:/ {
      gsub(/,/, "")
      for (i = 1; i < NF; i++) {
        if ($i == "Failed:") f += $(i + 1)
        if ($i == "Passed:") p += $(i + 1)
        if ($i == "Skipped:") s += $(i + 1)
      }
      n++
    }
    END { if (n == 1) print p, f, s }' "$log")
  if [[ -z $result ]]; then
    printf 'FAILED: %s printed no result (exit code %d)\n' "$project" "$status" >&2
    result='0 1 0'
  fi

  read -r p f s <<<"$result"
  passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
  if ((status != 0 && f == 0)); then
    printf 'FAILED: %s ended with exit code %d\n' "$project" "$status" >&2
    failed=$((failed + 1))
  fi
}

suite() {
  set +e
  run "$1" 8 | tee "$log"
  local status=${PIPESTATUS[0]}
  set -e
  count "$1" "$log" "$status"
}

# The stories have a clock of their own and need nothing but processors: they take what the other suites leave of them.
stories=tests/Simulation.Tests/Simulation.Tests.csproj

begin_stories() {
  set -m # a group of its own, so that it can be ended whole
  (
    status=0
    nice -n 19 bash -c "$(declare -f run); run $stories 35" >artifacts/stories.log || status=$?
    echo "$status" >artifacts/stories.status
  ) &
  stories_process=$!
  set +m
  trap 'kill -- -"$stories_process" 2>/dev/null || true' EXIT
}

end_stories() {
  wait "$stories_process"
  cat artifacts/stories.log
  count "$stories" artifacts/stories.log "$(<artifacts/stories.status)"
}

# Compiled ahead, as in the image: most processes that the tests start live for seconds and would spend them compiling. What the
# build has analysed is not analysed again.
ahead=(-p:RunAnalyzers=false)
case "$(uname -sm)" in
  'Linux x86_64') ahead+=(-r linux-x64 --no-self-contained -p:PublishReadyToRun=true) ;;
  'Linux aarch64') ahead+=(-r linux-arm64 --no-self-contained -p:PublishReadyToRun=true) ;;
esac

step restore dotnet restore ZoomApprover.sln --locked-mode
step build dotnet build ZoomApprover.sln --no-restore
begin_stories
step format dotnet format whitespace --folder . --verify-no-changes # the rest of the style is part of the build
step 'restore the compiler' dotnet restore src/WebApi --locked-mode -p:PublishReadyToRun=true
step publish dotnet publish src/WebApi -c Release --no-restore "${ahead[@]}" -o artifacts/publish
step 'publish the test build' dotnet publish src/WebApi -c Debug --no-restore "${ahead[@]}" -p:TestBuild=true -o artifacts/test-build # as the simulation has built it
for library in artifacts/publish/*.dll; do # the same in both, compiled once
  [[ $library == */ZoomApprover.* ]] || cp "$library" artifacts/test-build/
done
export ZOOMAPPROVER_PUBLISHED="$PWD/artifacts/publish" # the tests that kill the service start it from here
export ZOOMAPPROVER_TEST_BUILD="$PWD/artifacts/test-build" # and this one where it must die at a certain point

export ZOOMAPPROVER_ENGINES="$PWD/artifacts/ledger-engines.txt" # written by the ledger's tests
rm -f "$ZOOMAPPROVER_ENGINES"

passed=0 failed=0 skipped=0
for project in tests/*.Tests/*.csproj; do
  if [[ $project != "$stories" ]]; then
    step "$(basename "$project" .csproj)" suite "$project"
  fi
done
step 'what was left of the stories' end_stories
cat "$ZOOMAPPROVER_ENGINES" || true # on which databases, and as many tests on each

printf 'Everything took %d s.\n' "$SECONDS"
printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
((failed == 0 && passed > 0))
