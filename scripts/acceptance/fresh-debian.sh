#!/usr/bin/env bash
# The newcomer's first minutes: a bare Debian with Node, `git clone`, `npm start`, and again.
#
#   scripts/acceptance/fresh-debian.sh [--suite bookworm] [--test] [--keep]
#
# Makes a minimal Debian tree, enters it with a root, process table and /run of its own, clones this
# checkout's committed state there and measures how long `npm start` takes to answer, twice. --test
# runs `npm test` in the clone as well; --keep leaves the tree behind and says where. Needs root and
# mmdebstrap. The network is this machine's, and so are its proxy and certificate settings; the
# port is PORT (8080).
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
