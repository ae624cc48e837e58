#!/usr/bin/env bash
# Plays stories by seed and checks every promise: simulate.sh [seeds] [first seed] [planted bug]
# A story that breaks one is printed in order, with the command that plays it again. Build first: dotnet build ZoomApprover.sln
set -euo pipefail
cd "$(dirname "$0")/.."

export SIMULATION_SEEDS="${1:-2000}" SIMULATION_FIRST="${2:-1}" SIMULATION_PLANTED="${3:-}"
dotnet test tests/Simulation.Tests --no-build --filter 'Name=Every_story_keeps_the_promises_and_happens_the_same_way_twice' --logger 'console;verbosity=detailed'
