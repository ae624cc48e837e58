#!/usr/bin/env bash
# Kills the published service at random moments under load, then checks that nobody is lost and no code admits two.
# Usage: tests/kill-storm.sh [number of kills] [seed]
set -euo pipefail
cd "$(dirname "$0")/.."
export ZOOMAPPROVER_KILLS="${1:-50}"
if [ $# -ge 2 ]; then
  export ZOOMAPPROVER_SEED="$2"
fi
dotnet test tests/Processes.Tests --filter "FullyQualifiedName~KillTests" --logger "console;verbosity=detailed"
