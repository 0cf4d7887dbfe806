#!/usr/bin/env bash
# Tests a first installation: a minimal Debian with Node, `git clone`, `npm start`, and a second start.
#
#   scripts/acceptance/fresh-debian.sh [--suite bookworm] [--test] [--keep]
#
# Creates a minimal Debian tree, enters it with its own root, process table and /run, clones the last
# commit of this checkout there and measures how long `npm start` takes to respond, twice. --test
# also runs `npm test` in the clone; --keep keeps the tree and prints its path. Needs root and
# mmdebstrap. Uses this host's network, proxy and certificate settings; the port is PORT
# (8080).
set -euo pipefail

suite=bookworm
with_test=0
keep=0
while [ $# -gt 0 ]; do
  case "$1" in
    --suite) suite=$2; shift ;;
    --test) with_test=1 ;;
    --keep) keep=1 ;;
    *) sed -n '2,11s/^# \{0,1\}//p' "$0"; exit 2 ;;
  esac
  shift
done

source "$(dirname "$0")/tree.sh"
make_tree "$suite" ca-certificates,git

cat > "$tree/newcomer.sh" <<'INSIDE'
set -eu
git config --global --add safe.directory '*'
git clone --quiet "file:///mnt/checkout" /root/picostack
cd /root/picostack
node scripts/acceptance/measure-start.mjs
[ "$1" = 0 ] || npm test
INSIDE

environment=("PICOSTACK_LISTEN=127.0.0.1:${PORT:-8080}")
enter_tree -- sh /newcomer.sh "$with_test"
