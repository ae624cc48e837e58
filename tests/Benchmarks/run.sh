#!/usr/bin/env bash
# How fast the service is, on loopback alone: tests/Benchmarks/run.sh [long]. Prints a table in Markdown and ends by itself,
# after less than five minutes when not told "long".
set -euo pipefail
cd "$(dirname "$0")/../.."
export DOTNET_CLI_UI_LANGUAGE=en DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

# compiled ahead, as in the image
case "$(uname -sm)" in
  'Linux x86_64') ahead=(-r linux-x64 --no-self-contained -p:PublishReadyToRun=true) ;;
  'Linux aarch64') ahead=(-r linux-arm64 --no-self-contained -p:PublishReadyToRun=true) ;;
  *) ahead=() ;;
esac
dotnet restore src/WebApi --locked-mode --disable-build-servers -p:PublishReadyToRun=true -v quiet >&2
dotnet publish src/WebApi -c Release --no-restore --disable-build-servers "${ahead[@]}" -o artifacts/publish -v quiet -clp:"NoSummary;ErrorsOnly" >&2
dotnet build tests/Benchmarks -c Release --disable-build-servers -v quiet -clp:"NoSummary;ErrorsOnly" >&2
ZOOMAPPROVER_PUBLISHED="$PWD/artifacts/publish" dotnet tests/Benchmarks/bin/Release/net10.0/ZoomApprover.Benchmarks.dll "$@"
