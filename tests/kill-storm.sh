#!/usr/bin/env bash
# Kills the published service at random moments under 100 registrations a second, in worlds of 12 kills each; the referee
# judges every one of them. The last line adds up.
# Usage: tests/kill-storm.sh [number of kills] [seed]
set -euo pipefail
cd "$(dirname "$0")/.."
export ZOOMAPPROVER_KILLS="${1:-60}"
if [ $# -ge 2 ]; then
  export ZOOMAPPROVER_SEED="$2"
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
dotnet test tests/Processes.Tests --filter "FullyQualifiedName~Storm.KillTests" --logger "console;verbosity=detailed" 2>&1 | tee "$log"
grep -E '^ *[0-9]+ kills from seed' "$log" || { printf 'The storm ended early; the line "again:" above repeats its last world.\n'; exit 1; }
