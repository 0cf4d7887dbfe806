#!/usr/bin/env bash
# Tests the Debian package on a Debian with systemd: a guest in software emulation, in which the package is installed, used,
# rebooted, upgraded, removed and purged.
#
#   scripts/acceptance/systemd-guest.sh [--suite bookworm|trixie] [--disk FILE]
#
# --disk: keep the disk there, or use it if it exists. Needs root, mmdebstrap, QEMU and an SSH client; 3 GiB of memory and
# 4 GiB of disk. Takes 10 to 20 minutes.
set -euo pipefail

suite=bookworm
disk=
while [ $# -gt 0 ]; do
  case "$1" in
    --suite) suite=$2; shift ;;
    --disk) disk=$2; shift ;;
    *) sed -n '2,9s/^# \{0,1\}//p' "$0"; exit 2 ;;
  esac
  shift
done

cd "$(dirname "$0")/../.."
npm run --silent package -- --deb
work=$(mktemp -d "${TMPDIR:-/var/tmp}/picostack-guest.XXXXXX")
qemu=
finish() {
  local status=$?
  if [ "$status" -ne 0 ] && [ -n "$qemu" ]; then
    echo "== failed ($status); the end of the service's log"
    guest 'journalctl --no-pager -u picostk | tail -60' || true
  fi
  [ -z "$qemu" ] || kill "$qemu" 2>/dev/null || true
  rm -rf --one-file-system "$work"
}
trap finish EXIT
ssh-keygen -q -t ed25519 -N '' -f "$work/key"
disk=${disk:-$work/disk.raw}

if [ ! -e "$disk" ]; then
  echo "== making a Debian $suite with systemd"
  tree=$work/tree
  apt-config dump | grep -E '^Acquire::(http|https|Check-)' > "$work/apt" || true
  mmdebstrap --quiet --variant=minbase --aptopt="$work/apt" \
    --include=linux-image-cloud-amd64,systemd-sysv,systemd-resolved,udev,dbus,polkitd,openssh-server,iproute2,procps,adduser,libvirt-daemon-system,qemu-system-x86,qemu-utils,dnsmasq-base \
    "$suite" "$tree" || {
    echo 'mmdebstrap failed' >&2
    exit 1
  }
  printf '[Match]\nName=en* eth*\n[Network]\nDHCP=yes\n' > "$tree/etc/systemd/network/80-dhcp.network"
  chroot "$tree" systemctl --quiet enable systemd-networkd ssh
  echo guest > "$tree/etc/hostname"
  mkdir -p -m 700 "$tree/root/.ssh"
  cp "$tree"/boot/vmlinuz-* "$disk.kernel"
  cp "$tree"/boot/initrd.img-* "$disk.initrd"
  truncate -s 4G "$disk"
  mke2fs -q -t ext4 -d "$tree" "$disk"
  rm -rf --one-file-system "$tree"
fi
# The key is new in each run.
debugfs -w -R "rm /root/.ssh/authorized_keys" "$disk" 2>/dev/null || true
debugfs -w -R "write $work/key.pub /root/.ssh/authorized_keys" "$disk" 2>/dev/null

# The disk itself stays as it was built.
qemu-img create -q -f qcow2 -b "$(realpath "$disk")" -F raw "$work/overlay.qcow2"
port=$((20000 + RANDOM % 10000))
qemu-system-x86_64 -accel tcg -cpu max -smp 2 -m 3072 -display none -serial "file:$work/console" \
  -kernel "$disk.kernel" -initrd "$disk.initrd" -append 'root=/dev/vda rw console=ttyS0' \
  -drive "file=$work/overlay.qcow2,format=qcow2,if=virtio,cache=unsafe" \
  -netdev "user,id=n,hostfwd=tcp:127.0.0.1:$port-:22" -device virtio-net-pci,netdev=n &
qemu=$!

options=(-i "$work/key" -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR -o ConnectTimeout=20 -o ServerAliveInterval=20)
guest() { ssh "${options[@]}" -p "$port" root@127.0.0.1 "$@"; }
wait_for_guest() {
  for try in $(seq 150); do
    if guest true 2>/dev/null; then return; fi
    kill -0 "$qemu" || { tail -50 "$work/console"; exit 1; }
    sleep 4
  done
  tail -50 "$work/console"
  exit 1
}
wait_for_server='for try in $(seq 200); do picostk status > /dev/null 2>&1 && break; sleep 2; done; picostk status'

echo '== booting'
wait_for_guest
cp build/picostk_*.deb "$work/picostk.deb"
node dist/src/cli/main.js init tiny --output "$work/tiny.raw"
tar -C "$work" -c picostk.deb tiny.raw | guest tar -C /root -x

echo '== installing'
guest "set -e; cd /root; apt-get -qq install -y --reinstall --allow-downgrades ./picostk.deb; id pstk; $wait_for_server
systemctl is-enabled picostk; systemctl is-active picostk
systemctl show -p Type,NotifyAccess,WatchdogUSec,User,NRestarts picostk
systemd-analyze security --no-pager picostk.service | tail -1
stat -c '%a %U %n' /var/lib/picostack /etc/picostack/picostack.yaml
journalctl --no-pager -u picostk | grep -E 'Password|ready at'"

echo '== using it'
guest "set -e; picostk image add /root/tiny.raw --name tiny --user root --min-memory 128 --port 22 --allow-unbootable
picostk launch first --image tiny --autostart --wait; picostk list
picostk clone first second; picostk stop first --force; picostk start first; picostk delete second --yes
curl -sf http://127.0.0.1:8080/metrics 2>/dev/null | grep instance_state || true
picostk events --limit 5 || true; picostk-nest dbbackup /root/copy.sqlite; picostk doctor || true"

echo '== the watchdog restarts a stopped server'
guest 'pid=$(systemctl show -p MainPID --value picostk); kill -STOP "$pid"
for try in $(seq 200); do [ "$(systemctl show -p MainPID --value picostk)" != "$pid" ] && break; sleep 2; done
systemctl show -p MainPID,NRestarts picostk; '"$wait_for_server"'; picostk list'

echo '== SIGHUP reloads'
guest 'sed -i "s/^#logLevel:.*/logLevel: debug/" /etc/picostack/picostack.yaml; systemctl reload picostk; sleep 2
journalctl --no-pager -u picostk | grep "read its settings"; systemctl is-active picostk'

echo '== rebooting'
guest 'systemctl reboot' || true
sleep 20
wait_for_guest
guest "set -e; $wait_for_server; picostk list; virsh list"

echo '== upgrade, remove, install, purge, install'
guest 'set -e; user=$(id -u pstk); cd /root
apt-get -qq install -y --reinstall --allow-downgrades ./picostk.deb; grep -q "^logLevel: debug" /etc/picostack/picostack.yaml; [ "$(id -u pstk)" = "$user" ]
dpkg -r picostk; [ -e /var/lib/picostack/picostack.sqlite ]; grep -q "^logLevel: debug" /etc/picostack/picostack.yaml; [ "$(id -u pstk)" = "$user" ]
virsh list --name | grep first
apt-get -qq install -y --reinstall --allow-downgrades ./picostk.deb; [ "$(id -u pstk)" = "$user" ]
'"$wait_for_server"'; picostk list
dpkg -P picostk; [ ! -e /var/lib/picostack/picostack.sqlite ]; [ ! -e /etc/picostack ]; virsh list --all; ls /var/lib/libvirt/images/picostack
apt-get -qq install -y --reinstall --allow-downgrades ./picostk.deb; id pstk; '"$wait_for_server"'
picostk recover || true; picostk list; dpkg -P picostk'
echo '== done'
