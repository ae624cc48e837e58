#!/usr/bin/env bash
# Shows for each planted bug which unit suite notices it: planted-bugs.sh [name …]. Those that none notices only the simulation finds.
# The list is tests/Simulation.Tests/planted-bugs.txt; its last column says what this script must find, and it fails when that is not so.
# The quickest suite comes first and a bug is asked no further than to its first failure; only suites run that it is built into. One
# that hangs has noticed. Left out: the clients of Zoom and Google, where nothing is planted, tests of many threads at
# once, which notice by chance, and those of very many registrants.
set -euo pipefail
cd "$(dirname "$0")/.."

export DOTNET_CLI_UI_LANGUAGE=en DOTNET_NOLOGO=1
list=tests/Simulation.Tests/planted-bugs.txt
patches=(tests/TestBuild/Patches/{planted,subtle}.patch)
filter='(FullyQualifiedName!~Infrastructure.Tests|FullyQualifiedName~Infrastructure.Tests.Ledger)&FullyQualifiedName!~Backup'
filter+='&FullyQualifiedName!~Linearizability&FullyQualifiedName!~StormTests&FullyQualifiedName!~SweepOfManyTests&FullyQualifiedName!~ManyMarksTests'

# the tests of the whole service that must notice a bug, where those are the ones that are there for it
declare -A whole=([signs-any-token]=EdgeTests [code-in-the-log]=CanaryTests [no-gate-after-restore]=RestoreDrillTests)

names=("$@")
if ((${#names[@]} == 0)); then
  mapfile -t names < <(grep -v '^#' "$list" | awk 'NF { print $1 }'; printf '%s\n' "${!whole[@]}" | sort)
fi

for suite in Domain Application Infrastructure WebApi; do
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

assembly_of() {
  printf 'tests/%s.Tests/bin/test-build/Debug/net10.0/ZoomApprover.%s.Tests.dll' "$1" "$1"
}

# the first suite whose tests do not all pass; one that did not get as far as saying so has noticed too
noticed_by() {
  local suite told
  local -A limit=([Domain]=2m [Application]=1m [Infrastructure]=3m) # some four times what each takes
  for suite in $(suites_above "$(layer_of "$1")"); do
    told=$(ZOOMAPPROVER_PLANTED=$1 timeout "${limit[$suite]}" dotnet test "$(assembly_of "$suite")" --filter "$filter" -- NUnit.StopOnError=true 2>&1 || true)
    if ! grep -q '^Passed! ' <<<"$told"; then
      printf '%s' "$suite"
      return
    fi
  done

  printf 'alone'
}

# whether the tests of the whole service say so
noticed_whole() {
  ZOOMAPPROVER_PLANTED=$1 timeout 5m dotnet test "$(assembly_of WebApi)" --filter "FullyQualifiedName~.$2." 2>&1 || true
}

wrong=0
for name in "${names[@]}"; do
  if [[ -n ${whole[$name]:-} ]]; then
    if noticed_whole "$name" "${whole[$name]}" | grep -q '^Failed! '; then
      printf '%-40s %s\n' "$name" "${whole[$name]}"
    else
      printf '%-40s unnoticed by %s\n' "$name" "${whole[$name]}"
      wrong=1
    fi
    continue
  fi

  found=$(noticed_by "$name")
  wanted=$(awk -v name="$name" '$1 == name { print $4 }' "$list")
  if [[ $found == "$wanted" ]]; then
    printf '%-40s %s\n' "$name" "$found"
  else
    printf '%-40s %s, but the list says %s\n' "$name" "$found" "${wanted:-nothing}"
    wrong=1
  fi
done

exit "$wrong"
