#!/usr/bin/env bash
# Tests an image of `picostk init jeos --cloud-init` as picostack's users have it: registers it, launches an instance with BIOS
# and one with UEFI in software emulation, and logs in with SSH through their mapped ports.
#
#   scripts/acceptance/jeos-instance.sh [IMAGE KEY]
#
# IMAGE: a qcow2 file that `picostk init jeos --cloud-init --ssh-key KEY.pub --output IMAGE` wrote; by default it is built first.
# Needs root, a built checkout, libvirtd and OVMF. Takes 5 to 15 minutes.
set -euo pipefail

cd "$(dirname "$0")/../.."
picostk=$(realpath dist/src/cli/main.js)
work=$(mktemp -d "${TMPDIR:-/var/tmp}/picostack-jeos.XXXXXX")
server=
finish() {
  if [ -n "$server" ]; then
    for name in jeos-bios jeos-uefi; do node "$picostk" delete "$name" --force --yes > /dev/null 2>&1 || true; done
    node "$picostk" image delete jeos --yes > /dev/null 2>&1 || true
    kill "$server" && wait "$server" || true
    for pool in images disks; do
      virsh -q pool-destroy "$PICOSTACK_POOL_PREFIX-$pool" > /dev/null 2>&1 || true
      virsh -q pool-undefine "$PICOSTACK_POOL_PREFIX-$pool" > /dev/null 2>&1 || true
    done
  fi
  rm -rf --one-file-system "$work"
}
trap finish EXIT
# The user of QEMU must reach the pools.
chmod 711 "$work"

image=${1:-$work/jeos.qcow2}
key=${2:-$work/key}
if [ $# -eq 0 ]; then
  ssh-keygen -q -t ed25519 -N '' -f "$key"
  node "$picostk" init jeos --cloud-init --ssh-key "$key.pub" --output "$image"
fi

export PICOSTACK_CONFIG=/dev/null PICOSTACK_DATA_DIR=$work/data PICOSTACK_LISTEN=127.0.0.1:18099
export PICOSTACK_POOL_PREFIX=jeos-$$ PICOSTACK_POOL_DIR=$work/pools PICOSTACK_PORT_RANGE=28000-28099
node dist/src/main.js > "$work/server.log" 2>&1 &
server=$!
for try in $(seq 60); do
  node "$picostk" list > /dev/null 2>&1 && break
  [ "$try" -lt 60 ] || { cat "$work/server.log"; exit 1; }
  sleep 1
done

expect() {
  if [ "$2" = "$3" ]; then echo "$1: $2"; else echo "$1: \"$2\" instead of \"$3\"" >&2; exit 1; fi
}
field() { node "$picostk" --json show "$1" | node -e "process.stdin.on('data', (t) => (s += t)).on('end', () => console.log(eval('JSON.parse(s)' + process.argv[1]))); var s = ''" "$2"; }
options=(-i "$key" -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR -o ConnectTimeout=20)
guest() { timeout 120 ssh "${options[@]}" -p "$port" debian@127.0.0.1 "$@" < /dev/null; }

node "$picostk" image add "$image" --name jeos --user debian --port 22 --min-memory 512 --min-disk 6
for firmware in bios uefi; do
  name=jeos-$firmware
  begun=$SECONDS
  node "$picostk" launch "$name" --image jeos --firmware "$firmware" --wait --timeout 900
  port=$(field "$name" .ports[0].hostPort)
  for try in $(seq 60); do guest true 2> /dev/null && break; sleep 4; done
  echo "$firmware: SSH on port $port after $((SECONDS - begun)) s"
  expect 'cloud-init' "$(guest cloud-init status --wait | tail -n 1)" 'status: done'
  expect 'errors of cloud-init' "$(guest "cloud-init status --format json" | node -e "process.stdin.on('data', (t) => (s += t)).on('end', () => console.log(JSON.parse(s).errors.length)); var s = ''")" 0
  expect 'state' "$(guest systemctl is-system-running --wait)" running
  expect 'firmware' "$(guest 'test -d /sys/firmware/efi && echo uefi || echo bios')" "$firmware"
  expect 'host name' "$(guest hostname)" "$name"
  expect 'root file system above 5 GiB' "$(guest 'test $(df --output=size -m / | tail -n 1) -gt 5000 && echo yes')" yes
  node "$picostk" delete "$name" --force --yes
done
echo '== done'
