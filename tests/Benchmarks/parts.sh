#!/usr/bin/env bash
# How long the parts of one delivery take before the ledger is asked: tests/Benchmarks/parts.sh. About a minute.
set -euo pipefail
cd "$(dirname "$0")/../.."
export DOTNET_CLI_UI_LANGUAGE=en DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
dotnet run --project tests/Benchmarks.Parts -c Release -- artifacts/benchmarks
