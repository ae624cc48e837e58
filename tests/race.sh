#!/usr/bin/env bash
# Claims codes (a thousand, or one for each 200 claims) from three replicas of the published service on one PostgreSQL, and from one
# with its ledger in a file: exactly one winner each. Usage: tests/race.sh [number of claims]
set -euo pipefail
cd "$(dirname "$0")/.."
export ZOOMAPPROVER_CLAIMS="${1:-20000}"

log=$(mktemp)
trap 'rm -f "$log"' EXIT
dotnet test tests/Processes.Tests --filter "Name~Thousands_of_claims" --logger "console;verbosity=detailed" 2>&1 | tee "$log"
grep -E '^ *[0-9]+ claims on' "$log"
