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

checkout=$(cd "$(dirname "$0")/../.." && pwd)
prefix=$(dirname "$(dirname "$(readlink -f "$(command -v node)")")")
tree=$(mktemp -d "${TMPDIR:-/tmp}/picostack-fresh.XXXXXX")
clean_up() {
  if [ "$keep" = 1 ]; then echo "the tree is $tree"; else rm -rf --one-file-system "$tree"; fi
}
trap clean_up EXIT

echo "making a Debian $suite tree"
apt-config dump | grep -E '^Acquire::(http|https|Check-)' > "$tree.apt" || true
mmdebstrap --quiet --variant=minbase --include=ca-certificates,git --aptopt="$tree.apt" "$suite" "$tree"
rm -f "$tree.apt"

echo "copying Node $(node --version) from $prefix"
mkdir -p "$tree$prefix/bin" "$tree$prefix/lib/node_modules" "$tree$prefix/include"
cp "$prefix/bin/node" "$tree$prefix/bin/"
cp -r "$prefix/lib/node_modules/npm" "$tree$prefix/lib/node_modules/"
ln -s ../lib/node_modules/npm/bin/npm-cli.js "$tree$prefix/bin/npm"
ln -s ../lib/node_modules/npm/bin/npx-cli.js "$tree$prefix/bin/npx"
[ ! -e "$prefix/include/node" ] || cp -r "$prefix/include/node" "$tree$prefix/include/"

# How this machine reaches the world, and nothing else of it.
cp -L /etc/resolv.conf /etc/hosts "$tree/etc/"
[ ! -e /etc/ssl/certs/ca-certificates.crt ] ||
  cp -L /etc/ssl/certs/ca-certificates.crt "$tree/etc/ssl/certs/"
for key in registry cafile proxy https-proxy noproxy; do
  value=$(npm config get "$key" --loglevel=silent)
  case "$value" in '' | null | undefined) ;; *) echo "$key=$value" >> "$tree/root/.npmrc" ;; esac
done
network_settings=()
for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY NODE_EXTRA_CA_CERTS SSL_CERT_FILE; do
  [ -z "${!name:-}" ] || network_settings+=("$name=${!name}")
done

cat > "$tree/enter.sh" <<'INSIDE'
# Runs as process 1 of the tree: when it ends, the kernel ends what it started, libvirtd too.
set -eu
tree=$1 checkout=$2
shift 2
# A mount point of its own and not a chroot: libvirt gives each guest a mount namespace, which
# needs / to be one.
mount --make-rprivate /
mount --bind "$tree" "$tree"
mkdir -p "$tree/mnt/checkout"
mount --bind -o ro "$checkout" "$tree/mnt/checkout"
mount -t proc proc "$tree/proc"
mount --rbind /sys "$tree/sys"
mount -t tmpfs -o mode=755 tmpfs "$tree/dev"
for device in null zero full random urandom tty; do
  touch "$tree/dev/$device"
  mount --bind "/dev/$device" "$tree/dev/$device"
done
mkdir "$tree/dev/pts" "$tree/dev/shm"
mount -t devpts -o newinstance,ptmxmode=666,mode=620 devpts "$tree/dev/pts"
ln -s pts/ptmx "$tree/dev/ptmx"
ln -s /proc/self/fd "$tree/dev/fd"
mount -t tmpfs -o mode=1777 tmpfs "$tree/dev/shm"
# As udev makes it on a host that has it. Bound from this machine it would belong to a group of this
# machine, and libvirt, not getting in, would ask QEMU for its abilities at every call.
[ ! -e /dev/kvm ] || mknod -m 666 "$tree/dev/kvm" c 10 232
mount -t tmpfs -o mode=755 tmpfs "$tree/run"
mkdir -p "$tree/old-root"
cd "$tree"
pivot_root . old-root
umount -l /old-root
rmdir /old-root
cd /root
exec "$@"
INSIDE

cat > "$tree/newcomer.sh" <<'INSIDE'
set -eu
git config --global --add safe.directory '*'
git clone --quiet "file:///mnt/checkout" /root/picostack
cd /root/picostack
node scripts/acceptance/measure-start.mjs
[ "$1" = 0 ] || npm test
INSIDE

unshare --mount --pid --fork --kill-child env -i \
  HOME=/root LANG=C.UTF-8 TERM="${TERM:-dumb}" PATH="$prefix/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin" \
  PICOSTACK_LISTEN="127.0.0.1:${PORT:-8080}" "${network_settings[@]}" \
  sh "$tree/enter.sh" "$tree" "$checkout" sh /newcomer.sh "$with_test"
