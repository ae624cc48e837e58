#!/usr/bin/env bash
# Does what a newcomer does: clones the repository into an empty folder, with an empty home and no packages at hand, and
# runs the two commands of the README as they stand there. Ends with the last line of ./test.sh.
set -euo pipefail
cd "$(dirname "$0")/.."

origin=$PWD
work=$(mktemp -d "${TMPDIR:-/tmp}/zoom-approver.XXXXXX")
service=''
log="$work/service.log"
expected='{"outcome":"approved","dryRun":true}'

finish() {
  if [[ -n $service ]]; then
    kill -TERM "$service" 2>/dev/null || true
    wait "$service" 2>/dev/null || true
  fi

  rm -rf "$work"
}
trap finish EXIT

die() {
  printf 'FAILED: %s\n' "$1" >&2
  if [[ -s $log ]]; then
    sed 's/^/  | /' "$log" >&2
  fi

  exit 1
}

in_readme() {
  grep -qxF "$1" README.md || die "README.md has no line \"$1\""
  grep -qxF "$1" README.es.md || die "README.es.md has no line \"$1\""
}

# stdout: the command that the service prints for pasting
sample() { sed -n "s/^ *\(B='.*; echo\)\$/\1/p" "$log" | head -n 1; }

start() {
  : >"$log"
  dotnet run --project src/WebApi >"$log" 2>&1 </dev/null &
  service=$!
  for _ in $(seq 600); do
    kill -0 "$service" 2>/dev/null || die 'the service ended by itself'
    if [[ -n $(sample) ]]; then
      return
    fi

    sleep 0.5
  done

  die 'the service printed no sample within 5 minutes'
}

paste() {
  local answer
  answer=$(bash -c "$(sample)")
  [[ $answer == "$expected" ]] || die "the sample was answered $answer"
}

stop() {
  kill -TERM "$service"
  wait "$service" || die "the service ended with code $?"
  service=''
}

if [[ -n $(git status --porcelain 2>/dev/null) ]]; then
  printf 'Changes that are not committed are not part of this run.\n'
fi

git clone --quiet --no-hardlinks "$origin" "$work/clone"
cd "$work/clone"
mkdir "$work/home"
export HOME="$work/home" NUGET_PACKAGES="$work/packages"
export DOTNET_CLI_HOME="$HOME" DOTNET_CLI_UI_LANGUAGE=en DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1
unset XDG_CONFIG_HOME XDG_DATA_HOME XDG_CACHE_HOME

in_readme 'dotnet run --project src/WebApi'
in_readme './test.sh'
if curl -s -o /dev/null http://localhost:5000; then
  die 'something else answers on port 5000'
fi

begun=$SECONDS
start
paste
paste # the same registration again is answered the same
stop
start
paste # and after a restart too
stop
[[ -z $(git status --porcelain) ]] || die "running left something behind: $(git status --porcelain)"
printf '== dotnet run --project src/WebApi in a fresh clone: %d s\n' "$((SECONDS - begun))"

./test.sh
