#!/usr/bin/env bash
# Shows for each planted bug which unit suites notice it: planted-bugs.sh [name …]. Those that none notices only the simulation finds.
# The list of names is tests/Simulation.Tests/planted-bugs.txt. Takes about half a minute for each.
set -euo pipefail
cd "$(dirname "$0")/.."

names=("$@")
if ((${#names[@]} == 0)); then
  mapfile -t names < <(grep -v '^#' tests/Simulation.Tests/planted-bugs.txt | awk 'NF { print $1 }')
fi

for suite in Domain Application Infrastructure; do
  dotnet build "tests/$suite.Tests" -p:TestBuild=true -v quiet >/dev/null
done

for name in "${names[@]}"; do
  noticed=()
  for suite in Domain Application Infrastructure; do
    if ! ZOOMAPPROVER_PLANTED=$name timeout 10m dotnet test "tests/$suite.Tests" -p:TestBuild=true --no-build >/dev/null 2>&1; then
      noticed+=("$suite")
    fi
  done
  printf '%-28s %s\n' "$name" "${noticed[*]:-no unit test}"
done
