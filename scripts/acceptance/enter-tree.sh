#!/bin/sh
# Used by tree.sh: enter-tree.sh TREE CHECKOUT COMMAND..., in new mount and process namespaces.
# Runs as process 1: when it ends, the kernel ends all processes that it started, libvirtd too.
set -eu
tree=$1 checkout=$2
shift 2
# A mount point instead of a chroot: libvirt gives each guest a mount namespace, for which / must
# be a mount point.
mount --make-rprivate /
mount --bind "$tree" "$tree"
# Changes to the checkout are kept in memory only.
mkdir -p "$tree/mnt/checkout" "$tree/mnt/written"
mount -t tmpfs tmpfs "$tree/mnt/written"
mkdir "$tree/mnt/written/upper" "$tree/mnt/written/work"
mount -t overlay overlay -o "lowerdir=$checkout,upperdir=$tree/mnt/written/upper,workdir=$tree/mnt/written/work" \
  "$tree/mnt/checkout"
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
# The devices that udev would create. A bind mount of this host's /dev/kvm would have a group of this
# host; libvirt could not open it and would probe QEMU again at every call.
mkdir "$tree/dev/net"
[ ! -e /dev/net/tun ] || mknod -m 666 "$tree/dev/net/tun" c 10 200
[ ! -e /dev/kvm ] || mknod -m 666 "$tree/dev/kvm" c 10 232
mount -t tmpfs -o mode=755 tmpfs "$tree/run"
mkdir -m 1777 "$tree/run/lock"
mkdir -p "$tree/old-root"
cd "$tree"
pivot_root . old-root
umount -l /old-root
rmdir /old-root
cd /root
exec "$@"
