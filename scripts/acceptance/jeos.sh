#!/usr/bin/env bash
# Tests `picostk init jeos`: builds images, boots them in software emulation with BIOS and UEFI, and logs in with SSH.
#
#   scripts/acceptance/jeos.sh [--suite bookworm|trixie] [--user NAME]
#
# --user: also build as this ordinary user, who needs entries in /etc/subuid and /etc/subgid. Needs root, a built checkout,
# OVMF, QEMU, an SSH client and the programs of `picostk init jeos`; 2 GiB of memory and 8 GiB of disk. Takes 15 to 30 minutes.
set -euo pipefail

suite=bookworm
user=
while [ $# -gt 0 ]; do
  case "$1" in
    --suite) suite=$2; shift ;;
    --user) user=$2; shift ;;
    *) sed -n '2,7s/^# \{0,1\}//p' "$0"; exit 2 ;;
  esac
  shift
done

cd "$(dirname "$0")/../.."
picostk=$(realpath dist/src/cli/main.js)
work=$(mktemp -d "${TMPDIR:-/var/tmp}/picostack-jeos.XXXXXX")
qemu=
finish() {
  [ -z "$qemu" ] || kill "$qemu" 2>/dev/null || true
  rm -rf --one-file-system "$work"
}
trap finish EXIT
chmod 755 "$work"
mkdir -m 1777 "$work/temp"
ssh-keygen -q -t ed25519 -N '' -f "$work/key"

expect() {
  if [ "$2" = "$3" ]; then echo "$1: $2"; return; fi
  echo "$1: \"$2\" instead of \"$3\"" >&2
  [ -z "$qemu" ] || tail -n 50 "$console"
  exit 1
}
nothing_left() { expect 'left in the temporary folder' "$(ls -A "$work/temp")" ''; }

# boot NAME IMAGE USER [QEMU-OPTION...]: boots a copy with 6 GiB, and waits for SSH.
boot() {
  local name=$1 image=$2
  login=$3
  shift 3
  qemu-img create -q -f qcow2 -b "$image" -F qcow2 "$work/$name.qcow2" 6G
  console=$work/$name.console
  port=$((20000 + RANDOM % 10000))
  # At its minimum of memory.
  qemu-system-x86_64 -accel tcg -cpu max -smp 2 -m 512 -display none -serial "file:$console" \
    -drive "file=$work/$name.qcow2,format=qcow2,if=virtio,cache=unsafe" "$@" \
    -netdev "user,id=n,hostfwd=tcp:127.0.0.1:$port-:22" -device virtio-net-pci,netdev=n < /dev/null &
  qemu=$!
  for try in $(seq 150); do
    if guest true 2>/dev/null; then return; fi
    kill -0 "$qemu" || break
    sleep 4
  done
  tail -n 50 "$console"
  exit 1
}
options=(-i "$work/key" -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR -o ConnectTimeout=20 -o ServerAliveInterval=20)
guest() { timeout 120 ssh "${options[@]}" -p "$port" "$login@127.0.0.1" "$@" < /dev/null; }
power_off() {
  kill "$qemu"
  wait "$qemu" || true
  qemu=
}

# What all images have in common.
check_guest() {
  expect 'state' "$(guest systemctl is-system-running --wait)" running
  expect 'root file system above 5 GiB' "$(guest 'test $(df --output=size -m / | tail -n 1) -gt 5000 && echo yes')" yes
  expect 'boot partition' "$(guest findmnt -n -o FSTYPE /boot/efi)" vfat
  expect 'machine id' "$(guest 'wc -c < /etc/machine-id')" 33
  expect 'guest agent' "$(guest "dpkg-query -W -f '\${db:Status-Status}' qemu-guest-agent")" installed
  expect 'kernel update' "$(guest "$1 /usr/local/sbin/update-boot-partition && echo done")" 'done'
  expect 'name service' "$(guest readlink /etc/resolv.conf)" ../run/systemd/resolve/stub-resolv.conf
  expect 'own name' "$(guest 'getent hosts "$(hostname)" > /dev/null && echo resolves')" resolves
  expect 'settings of this host' "$(guest ls /etc/apt/apt.conf.d | grep -c mmdebstrap || true)" 0
  guest 'systemd-analyze | head -n 1; df -h / /boot/efi'
}
check_cloud_init() {
  expect 'cloud-init' "$(guest 'cloud-init status --wait' | tail -n 1)" 'status: done'
  expect 'errors of cloud-init' "$(guest "python3 -c 'import json; print(json.load(open(\"/run/cloud-init/result.json\"))[\"v1\"][\"errors\"])'")" '[]'
}

export TMPDIR="$work/temp"

echo "== building Debian $suite with cloud-init"
time node "$picostk" init jeos --suite "$suite" --cloud-init --ssh-key "$work/key.pub" --output "$work/cloud.qcow2"
nothing_left

echo '== BIOS, without a seed'
boot bios "$work/cloud.qcow2" debian
check_cloud_init
check_guest sudo
expect 'firmware' "$(guest 'test -d /sys/firmware/efi || echo BIOS')" BIOS
power_off

echo '== UEFI, with a seed'
printf '#cloud-config\nwrite_files:\n  - path: /etc/seeded\n    content: from the seed\n' > "$work/user-data"
printf 'instance-id: seeded-1\nlocal-hostname: seeded\n' > "$work/meta-data"
mkfs.vfat -C -n CIDATA "$work/seed" 4096 > /dev/null
mcopy -i "$work/seed" "$work/user-data" "$work/meta-data" ::
cp /usr/share/OVMF/OVMF_VARS_4M.fd "$work/vars"
boot uefi "$work/cloud.qcow2" debian -drive "file=$work/seed,format=raw,if=virtio,readonly=on" \
  -drive if=pflash,format=raw,unit=0,readonly=on,file=/usr/share/OVMF/OVMF_CODE_4M.fd \
  -drive "if=pflash,format=raw,unit=1,file=$work/vars"
check_cloud_init
check_guest sudo
expect 'firmware' "$(guest 'test -d /sys/firmware/efi && echo UEFI')" UEFI
expect 'hostname' "$(guest hostname)" seeded
expect 'file of the seed' "$(guest cat /etc/seeded)" 'from the seed'
power_off

echo '== a mirror that does not exist, and Ctrl-C'
! node "$picostk" init jeos --mirror http://127.0.0.1:9/debian --cloud-init --output "$work/none.qcow2" || exit 1
nothing_left
node "$picostk" init jeos --cloud-init --output "$work/none.qcow2" > "$work/log" 2>&1 &
build=$!
until grep -q '^Installing the base system' "$work/log"; do
  kill -0 "$build" || { cat "$work/log"; exit 1; }
  sleep 1
done
kill -INT "$build"
status=0
wait "$build" || status=$?
expect 'exit code' "$status" 130
nothing_left
[ ! -e "$work/none.qcow2" ]

if [ -n "$user" ]; then
  echo "== building without cloud-init, as $user"
  install -d -o "$user" "$work/home"
  time setpriv --reuid "$user" --regid "$user" --init-groups node "$picostk" init jeos --suite "$suite" \
    --ssh-key "$(cat "$work/key.pub")" --hostname plain --locale de_DE.UTF-8 --package nano --output "$work/home/plain.qcow2"
  nothing_left
  boot plain "$work/home/plain.qcow2" root
  check_guest ''
  expect 'hostname' "$(guest hostname)" plain
  expect 'locale' "$(guest 'bash -lc "locale | head -n 1"')" LANG=de_DE.UTF-8
  expect 'package' "$(guest command -v nano)" /usr/bin/nano
  expect 'owners' "$(guest 'stat -c %U:%G / /etc /etc/shadow /var/mail /usr/bin/passwd' | tr '\n' ' ')" \
    'root:root root:root root:shadow root:mail root:root '
  expect 'files of strangers' "$(guest 'find / -xdev \( -nouser -o -nogroup \) 2>/dev/null | head')" ''
  power_off
fi
echo '== done'
