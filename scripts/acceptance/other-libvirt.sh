#!/usr/bin/env bash
# Runs node-libvirt's integration tests with the libvirt, virsh and QEMU of another Debian
# release.
#
#   scripts/acceptance/other-libvirt.sh [--suite trixie] [--keep | --tree FOLDER] [TEST...]
#
# Creates a Debian tree with libvirt, enters it with its own root, process table, network and /run,
# starts libvirtd and runs the tests of this checkout's packages/node-libvirt there. TEST and all
# further arguments go to vitest. --keep keeps the tree and prints its path, --tree uses an
# existing one. Needs root, mmdebstrap and a checkout with its node_modules.
set -euo pipefail

suite=trixie
keep=0
tree=
while [ $# -gt 0 ]; do
  case "$1" in
    --suite) suite=$2; shift ;;
    --tree) tree=$2; shift ;;
    --keep) keep=1 ;;
    --*) sed -n '2,11s/^# \{0,1\}//p' "$0"; exit 2 ;;
    *) break ;;
  esac
  shift
done

source "$(dirname "$0")/tree.sh"
packages=ca-certificates,procps,iproute2,openssl,openssh-client,openssh-server,libxml2-utils
packages+=,libvirt-daemon-system,libvirt-daemon-driver-qemu,libvirt-clients
packages+=,qemu-system-x86,qemu-utils,dnsmasq-base,iptables,passt
[ -n "$tree" ] || make_tree "$suite" "$packages"

# Prepare what the tests need from the network before the network is cut off.
node "$checkout/scripts/build.mjs"
node --input-type=module - "$checkout" <<'TINY'
import { existsSync } from 'node:fs';
const checkout = process.argv[2];
const { buildTinyImage } = await import(`${checkout}/packages/tiny-image/dist/index.js`);
const cacheDir = `${checkout}/node_modules/.cache/picostack-tiny`;
const outputPath = `${cacheDir}/for-tests.raw`;
if (!existsSync(outputPath)) await buildTinyImage({ cacheDir, outputPath, log: console.log });
TINY

cat > "$tree/trial.sh" <<'INSIDE'
set -eu
ip link set lo up
virtlogd -d
libvirtd -d
until virsh --quiet --connect qemu:///system uri > /dev/null; do sleep 0.2; done
virsh --connect qemu:///system version
cd /mnt/checkout
[ $# -gt 0 ] || set -- packages/node-libvirt/test
node node_modules/vitest/vitest.mjs run --project alone "$@"
INSIDE

environment=(CI=true)
enter_tree --net -- sh /trial.sh "$@"
