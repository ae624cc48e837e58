# Sourced by the scripts that try the service against failing disks: names what is missing, publishes both builds, cleans up.
# Expects $needs, the programs of the system that the trial uses.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_UI_LANGUAGE=en DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

((EUID == 0)) || { echo "This mounts disks of its own or traces a process: run it as root." >&2; exit 77; }

declare -A package=([mkfs.xfs]=xfsprogs [mkfs.ext4]=e2fsprogs [strace]=strace [fallocate]=util-linux [mount]=mount)
missing=()
for program in "${needs[@]}"; do
  command -v "$program" >/dev/null || missing+=("${package[$program]}")
done

if ((${#missing[@]} > 0)); then
  echo "== install: ${missing[*]}"
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >/dev/null ||
    { echo "Missing: ${missing[*]}. Install them and run this again." >&2; exit 69; }
fi

folder=$(mktemp -d)
mounted() { awk -v below="$folder/" 'index($2, below) == 1 { print $2 }' /proc/mounts | sort -r; }
clean_up() {
  local mount
  for mount in $(mounted); do
    umount "$mount" || umount -l "$mount"
  done
  rm -rf "$folder"
}

# what the trial started dies with it: nothing else may hold the disks
trap clean_up EXIT
trap 'exit 130' INT TERM HUP

publish() { dotnet publish src/WebApi -c Release --disable-build-servers "$@" | grep -E 'error|warning' || [ "${PIPESTATUS[0]}" -eq 0 ]; }
publish -o artifacts/publish
publish -p:TestBuild=true -o artifacts/test-build
dotnet build tests/DiskTrials -c Release --disable-build-servers -v quiet -clp:"NoSummary;ErrorsOnly"
export ZOOMAPPROVER_PUBLISHED="$PWD/artifacts/publish" ZOOMAPPROVER_TEST_BUILD="$PWD/artifacts/test-build"
trial() { dotnet tests/DiskTrials/bin/Release/net10.0/ZoomApprover.DiskTrials.dll "$@"; }
