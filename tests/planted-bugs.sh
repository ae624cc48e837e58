#!/usr/bin/env bash
# Shows for each planted bug which unit suites notice it: planted-bugs.sh [name …]. Those that none notices only the simulation finds.
# The list is tests/Simulation.Tests/planted-bugs.txt; its last column says what this script must find, and it fails when that is not so.
# A suite ends at its first failure, and only suites run that the bug is built into. Left out: the clients of Zoom and Google, where
# nothing is planted, tests of many threads at once, which notice by chance, and those of very many registrants.
set -euo pipefail
cd "$(dirname "$0")/.."

export DOTNET_CLI_UI_LANGUAGE=en DOTNET_NOLOGO=1
list=tests/Simulation.Tests/planted-bugs.txt
patches=(tests/TestBuild/Patches/planted.patch)
filter='(FullyQualifiedName!~Infrastructure.Tests|FullyQualifiedName~Infrastructure.Tests.Ledger)&FullyQualifiedName!~Backup'
filter+='&FullyQualifiedName!~Linearizability&FullyQualifiedName!~StormTests&FullyQualifiedName!~SweepOfManyTests'

names=("$@")
if ((${#names[@]} == 0)); then
  mapfile -t names < <(grep -v '^#' "$list" | awk 'NF { print $1 }')
fi

for suite in Domain Application Infrastructure; do
  dotnet build "tests/$suite.Tests" -p:TestBuild=true -v quiet >/dev/null
done

# of the layers that are built with a bug in this one, the suites
suites_above() {
  case $1 in
    Domain) printf 'Domain Application Infrastructure' ;;
    Application) printf 'Application' ;; # the ledger's tests use none of it
    Infrastructure) printf 'Infrastructure' ;;
  esac
}

layer_of() {
  awk -v text="Planted.Is(\"$1\")" '/^file: / { split($2, path, "/") } index($0, text) { print path[2]; exit }' "${patches[@]}"
}

# the suites whose tests do not all pass; one that did not get as far as saying so has noticed too
noticed_by() {
  local suite assembly told found=()
  for suite in $(suites_above "$(layer_of "$1")"); do
    assembly="tests/$suite.Tests/bin/test-build/Debug/net10.0/ZoomApprover.$suite.Tests.dll"
    told=$(ZOOMAPPROVER_PLANTED=$1 timeout 3m dotnet test "$assembly" --filter "$filter" -- NUnit.StopOnError=true 2>&1 || true)
    grep -q '^Passed! ' <<<"$told" || found+=("$suite")
  done

  (IFS=+; printf '%s' "${found[*]:-alone}")
}

wrong=0
for name in "${names[@]}"; do
  found=$(noticed_by "$name")
  wanted=$(awk -v name="$name" '$1 == name { print $4 }' "$list")
  if [[ $found == "$wanted" ]]; then
    printf '%-28s %s\n' "$name" "$found"
  else
    printf '%-28s %s, but the list says %s\n' "$name" "$found" "${wanted:-nothing}"
    wrong=1
  fi
done

exit "$wrong"
