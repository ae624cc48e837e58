#!/usr/bin/env bash
# Tells by which story each planted bug is found first, and which rule it breaks: find-planted.sh [seeds] [name …]
# Without names: every bug of Patches/planted.patch and subtle.patch. Build first: dotnet build tests/Simulation.Tests
set -euo pipefail
cd "$(dirname "$0")/.."

export PLANTED_SEEDS="${1:-300}"
names=("${@:2}")
if ((${#names[@]} == 0)); then
  mapfile -t names < <(grep -oh 'Planted\.Is("[^"]*' tests/TestBuild/Patches/{planted,subtle}.patch | cut -d'"' -f2 | sort -u)
fi

export PLANTED_NAMES="${names[*]}"
dotnet test tests/Simulation.Tests --no-build --filter 'FullyQualifiedName~PlantedBugTests' --logger 'console;verbosity=detailed'
