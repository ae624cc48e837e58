#!/usr/bin/env bash
# How fast the service is, on loopback alone: tests/Benchmarks/run.sh [long]. Prints a table in Markdown and ends by itself,
# after less than five minutes when not told "long".
set -euo pipefail
cd "$(dirname "$0")/../.."
export DOTNET_CLI_UI_LANGUAGE=en DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
dotnet publish src/WebApi -c Release --disable-build-servers -o artifacts/publish -v quiet -clp:"NoSummary;ErrorsOnly" >&2
dotnet build tests/Benchmarks -c Release --disable-build-servers -v quiet -clp:"NoSummary;ErrorsOnly" >&2
ZOOMAPPROVER_PUBLISHED="$PWD/artifacts/publish" dotnet tests/Benchmarks/bin/Release/net10.0/ZoomApprover.Benchmarks.dll "$@"
