#!/usr/bin/env bash
# Makes the k-th fsync of the ledger fail, for each k from 1 to the number given.
# Usage: tests/fsync-fails.sh [k] [seed]       (root; eight at a time)
set -euo pipefail
needs=(strace)
source "$(dirname "$0")/prepare-trial.sh"

trial fsync-fails "${1:-40}" "${2:-$RANDOM}" "$folder"
