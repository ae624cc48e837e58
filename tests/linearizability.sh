#!/usr/bin/env bash
# Parallel histories of the real ledger against a model: tests/linearizability.sh [number, 100000 when not given]
set -euo pipefail
cd "$(dirname "$0")/.."
ZOOMAPPROVER_HISTORIES=${1:-100000} dotnet test tests/Infrastructure.Tests --filter FullyQualifiedName~ParallelHistoryTests --logger 'console;verbosity=normal'
