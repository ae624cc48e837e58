#!/usr/bin/env bash
# Fills the ledger's disk to the last byte at random moments under load, and frees it again.
# Usage: tests/disk-full.sh [number of cycles] [seed]       (root; about 4 s a cycle)
set -euo pipefail
needs=(fallocate mount)
source "$(dirname "$0")/prepare-trial.sh"

mkdir "$folder/small"
mount -t tmpfs -o size=64m,mode=700 tmpfs "$folder/small"
trial disk-full "${1:-20}" "${2:-$RANDOM}" "$folder/small"
