#!/usr/bin/env bash
# Cuts the power of the ledger's disk at random instants under load: nothing that was answered 200 may be lost.
# The control, a ledger that does not wait for its disk, must lose something, or the run is void.
# Usage: tests/power-cut.sh [number of cuts] [seed]       (root; about 3 s a cut, twice)
set -euo pipefail
needs=(mkfs.xfs mkfs.ext4 mount)
source "$(dirname "$0")/prepare-trial.sh"

mkdir "$folder/pool" "$folder/live" "$folder/cut"
truncate -s 2G "$folder/pool.disk"
mkfs.xfs -q -m reflink=1 "$folder/pool.disk"
mount -o loop "$folder/pool.disk" "$folder/pool"
truncate -s 128M "$folder/pool/empty.img"
mkfs.ext4 -q -F "$folder/pool/empty.img"
trial power-cut "${1:-50}" "${2:-$RANDOM}" "$folder"
