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

# Lanes go on beside the suites that measure time, and take what those leave of the processors.
lanes=() behind=()
trap 'for lane in "${lanes[@]}"; do kill -- -"$lane" 2>/dev/null || true; done' EXIT

begin_lane() {
  local niceness=$1 minutes=$2
  shift 2
  behind+=("$@")
  set -m # a group of its own, so that it can be ended whole
  (
    for project; do
      name=$(basename "$project" .csproj) status=0 begun=$SECONDS
      nice -n "$niceness" bash -c "$(declare -f run); run $project $minutes" >"artifacts/$name.log" || status=$?
      echo "$status $((SECONDS - begun))" >"artifacts/$name.status"
    done
  ) &
  lanes+=("$!")
  set +m
}

end_lanes() {
  local project name status seconds
  wait "${lanes[@]}" || true
  for project in "${behind[@]}"; do
    name=$(basename "$project" .csproj)
    printf '== %s\n' "$name"
    cat "artifacts/$name.log"
    read -r status seconds <"artifacts/$name.status"
    count "$project" "artifacts/$name.log" "$status"
    printf '== %s: %d s, beside others\n' "$name" "$seconds"
  done
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

export ZOOMAPPROVER_ENGINES="$PWD/artifacts/ledger-engines.txt" # written by the ledger's tests
rm -f "$ZOOMAPPROVER_ENGINES" artifacts/*.status
stories=tests/Simulation.Tests/Simulation.Tests.csproj # on a clock of their own
timed=(tests/Hostile.Tests/Hostile.Tests.csproj tests/Processes.Tests/Processes.Tests.csproj)
others=()
for project in tests/*.Tests/*.csproj; do
  [[ " $stories ${timed[*]} " == *" $project "* ]] || others+=("$project")
done
begin_lane 19 35 "$stories"
begin_lane 10 15 "${others[@]}"

step format dotnet format whitespace --folder . --verify-no-changes # the rest of the style is part of the build
step 'restore the compiler' dotnet restore src/WebApi --locked-mode -p:PublishReadyToRun=true
step publish dotnet publish src/WebApi -c Release --no-restore "${ahead[@]}" -o artifacts/publish
step 'publish the test build' dotnet publish src/WebApi -c Debug --no-restore "${ahead[@]}" -p:TestBuild=true -o artifacts/test-build # as the simulation has built it
for library in artifacts/publish/*.dll; do # the same in both, compiled once
  [[ $library == */ZoomApprover.* ]] || cp "$library" artifacts/test-build/
done
export ZOOMAPPROVER_PUBLISHED="$PWD/artifacts/publish" # the tests that kill the service start it from here
export ZOOMAPPROVER_TEST_BUILD="$PWD/artifacts/test-build" # and this one where it must die at a certain point

passed=0 failed=0 skipped=0
for project in "${timed[@]}"; do
  step "$(basename "$project" .csproj)" suite "$project"
done
step 'what was left of the others' end_lanes
cat "$ZOOMAPPROVER_ENGINES" || true # on which databases, and as many tests on each

printf 'Everything took %d s.\n' "$SECONDS"
printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
((failed == 0 && passed > 0))
