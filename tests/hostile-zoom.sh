#!/usr/bin/env bash
# Tells one story of 10,000 registrations to a Zoom of which 30 % of the answers go wrong, once for each seed, and judges the end.
# Usage: tests/hostile-zoom.sh [number of seeds] [first seed]
set -euo pipefail
cd "$(dirname "$0")/.."
export ZOOMAPPROVER_SEEDS="${1:-100}" ZOOMAPPROVER_SEED="${2:-1}"
filter="FullyQualifiedName~HostileZoomTests"
if ((ZOOMAPPROVER_SEEDS < 5)); then
  filter="FullyQualifiedName~HostileZoomTests.Everybody" # too few to meet every way to go wrong
fi
dotnet test tests/Hostile.Tests --filter "$filter" --logger "console;verbosity=detailed"
