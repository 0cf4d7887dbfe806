#!/usr/bin/env bash
# Tests the container image as docs/container.md describes it: a base without a registry, a build with buildah, and runs with
# podman against a libvirtd of its own, as an ordinary user with only the group of the socket.
#
#   scripts/acceptance/container.sh [--base IMAGE-OR-TAR] [--runtime crun|runc] [--skip-rootless]
#
# --base uses a base instead of making a minimal Debian 12 with mmdebstrap. Needs root, mmdebstrap, buildah, podman, crun or
# runc, libvirt and QEMU. libvirtd, the containers and their storage are in namespaces and folders of their own, which end with
# the script. The server listens on 127.0.0.1:PORT (18080).
set -euo pipefail

base=
runtime=crun
rootless=1
while [ $# -gt 0 ]; do
  case "$1" in
    --base) base=$(if [ -e "$2" ]; then realpath "$2"; else echo "$2"; fi); shift ;;
    --runtime) runtime=$2; shift ;;
    --skip-rootless) rootless=0 ;;
    --inside) work=$2; shift ;;
    *) sed -n '2,9s/^# \{0,1\}//p' "$0"; exit 2 ;;
  esac
  shift
done
checkout=$(cd "$(dirname "$0")/../.." && pwd)
port=${PORT:-18080}

if [ -z "${work:-}" ]; then
  cd "$checkout"
  npm run --silent package -- --container
  work=$(mktemp -d "${TMPDIR:-/var/tmp}/picostack-container.XXXXXX")
  chmod 711 "$work"
  trap 'rm -rf --one-file-system "$work"' EXIT
  if [ -z "$base" ]; then
    echo "making a Debian 12 base"
    apt-config dump | grep -E '^Acquire::(http|https|Check-)' > "$work/apt.conf" || true
    without=()
    for folder in doc man locale info; do without+=("--dpkgopt=path-exclude=/usr/share/$folder/*"); done
    mmdebstrap --quiet --variant=minbase --include=xz-utils,zstd,bzip2 --aptopt="$work/apt.conf" "${without[@]}" bookworm "$work/base.tar"
    base=$work/base.tar
  fi
  # The end of its first process ends every process of the namespace: libvirtd, guests, containers.
  unshare --mount --pid --fork --kill-child --mount-proc \
    bash "$checkout/scripts/acceptance/container.sh" --inside "$work" --base "$base" --runtime "$runtime" \
    $([ "$rootless" = 1 ] || echo --skip-rootless)
  exit
fi

# The rest runs in the namespaces.
say() { echo "== $*"; }
fail() {
  echo "FAILED: $*" >&2
  pod logs --tail 20 picostack >&2 || true
  exit 1
}
now() { date +%s%3N; }
# since MILLISECONDS: the seconds since that time.
since() { awk "BEGIN { printf \"%.1f\", ($(now) - $1) / 1000 }"; }

# until_true SECONDS COMMAND...: repeats a command until it succeeds, and prints the seconds that it took.
until_true() {
  local limit=$1 start
  shift
  start=$(now)
  until "$@" > "$work/last" 2>&1; do
    [ $(($(now) - start)) -lt $((limit * 1000)) ] || { cat "$work/last"; fail "not within $limit s: $*"; }
    sleep 0.1
  done
  echo "   $*: after $(since "$start") s"
}

mount --make-rprivate /
# crun does not run where cgroups of both versions are mounted.
if [ -d /sys/fs/cgroup/unified ]; then umount -l /sys/fs/cgroup/unified; fi
# Users of this test are not users of this host.
cp -a /etc "$work/etc"
mount --bind "$work/etc" /etc
# libvirtd looks up its clients among the users of the host.
userdel pstk 2> /dev/null || true
useradd --system --groups libvirt --shell /usr/sbin/nologin pstk
uid=$(id -u pstk)
mkdir "$work/run" "$work/lib" "$work/lib/images" "$work/libvirt-etc"
cp /etc/libvirt/qemu.conf "$work/libvirt-etc/"
cat > "$work/libvirt-etc/libvirtd.conf" <<'CONF'
unix_sock_group = "libvirt"
unix_sock_rw_perms = "0770"
auth_unix_rw = "none"
CONF
mount --bind "$work/run" /run/libvirt
mount --bind "$work/libvirt-etc" /etc/libvirt
mount --bind "$work/lib" /var/lib/libvirt
mount -t tmpfs tmpfs /var/log/libvirt
mount -t tmpfs tmpfs /var/cache/libvirt

start_libvirt() {
  [ -S /run/libvirt/virtlogd-sock ] || virtlogd -d -p /run/libvirt/virtlogd.pid
  libvirtd -d -p /run/libvirt/libvirtd.pid
}
stop_libvirt() {
  local pid
  pid=$(cat /run/libvirt/libvirtd.pid)
  kill "$pid"
  until [ ! -e "/proc/$pid" ]; do sleep 0.1; done
}

# A container of this host may have fewer rights than podman expects: it cannot raise limits, and has no systemd.
# runc has no runs without cgroups, and crun none with both versions.
cgroups=()
[ "$runtime" = runc ] || cgroups=(--cgroups disabled)
limits=(--ulimit "nofile=$(ulimit -Hn):$(ulimit -Hn)" --ulimit nproc=4096:4096)
pod() { podman --root "$work/storage" --runroot "$work/runroot" --tmpdir "$work/podman" --runtime "$runtime" --cgroup-manager cgroupfs "$@" 2> >(grep -v -E 'healthcheck|CNI' >&2); }
libvirt_gid=$(getent group libvirt | cut -d: -f3)
run_picostack() {
  pod run --detach --name picostack --network host --read-only --tmpfs /tmp --cap-drop all \
    --security-opt no-new-privileges --user "$uid:$libvirt_gid" "${limits[@]}" "${cgroups[@]}" \
    --env PICOSTACK_LISTEN="127.0.0.1:$port" --volume /run/libvirt:/run/libvirt:ro \
    --volume picostack-data:/var/lib/picostack "$@" picostk > /dev/null
}
inside() { pod exec picostack picostk "$@"; }
healthy() { curl --fail --silent --max-time 2 "http://127.0.0.1:$port/healthz"; }
ready() { curl --fail --silent --max-time 5 "http://127.0.0.1:$port/readyz"; }
not_ready() { ! ready; }

say build
case "$base" in
  *.tar | */*.tar) pod import --quiet "$base" localhost/base > /dev/null; base=localhost/base ;;
esac
buildah --root "$work/storage" --runroot "$work/runroot" build --quiet --format docker --isolation chroot \
  --build-arg BASE="$base" --tag picostk "$checkout/build/container" > /dev/null
pod images --format '{{.Repository}} {{.Size}}'
[ "$(pod image inspect picostk --format '{{.User}}')" = 10001:10001 ] || fail 'the image runs as another user'

say 'start before libvirtd'
run_picostack
until_true 30 healthy
not_ready || fail 'ready without libvirt'
inside status
pod exec picostack sh -c 'id; grep -E "CapEff|NoNewPrivs" /proc/self/status; ! touch /usr/x'
pod logs picostack 2> /dev/null | grep '^{' | head -n 2

say 'start libvirtd'
start_libvirt
until_true 10 ready

say 'images and guests, with the command in the container'
inside init tiny
inside launch first --image tiny --port 22 --wait
inside list
virsh --quiet list

say 'the same from outside, with a token'
export PICOSTACK_URL=http://127.0.0.1:$port
PICOSTACK_TOKEN=$(inside token create outside --json | node -pe 'JSON.parse(require("fs").readFileSync(0)).token')
export PICOSTACK_TOKEN
outside() { PICOSTACK_DATA_DIR="$work/nowhere" node "$checkout/dist/src/cli/main.js" "$@"; }
outside launch second --image tiny --wait
outside stop second --force
outside clone second third
outside list

say doctor
inside doctor > "$work/doctor" || { cat "$work/doctor"; fail "doctor finds a problem"; }
cat "$work/doctor"

say 'restart libvirtd, twice'
for round in 1 2; do
  stop_libvirt
  until_true 10 not_ready
  start_libvirt
  until_true 10 ready
done
inside list

say 'SIGTERM'
start=$(now)
pod stop --time 10 picostack > /dev/null
echo "   stopped after $(since "$start") s"
[ $(($(now) - start)) -lt 5000 ] || fail 'it took too long to stop'
[ "$(pod inspect picostack --format '{{.State.ExitCode}}')" = 0 ] || fail 'it did not end by itself'

say 'a new container with the same data'
pod rm picostack > /dev/null
run_picostack
until_true 10 ready
inside list --json | grep -q '"first"' || fail 'the instance is gone'
outside delete first second third --force --yes

say 'killed, and started again'
pod kill --signal KILL picostack > /dev/null
pod rm --force picostack > /dev/null
run_picostack
until_true 10 ready
pod rm --force --time 5 picostack > /dev/null

# refused WHAT TEXT OPTION...: a container that libvirt refuses says why, in its log and in doctor.
refused() {
  say "$1"
  local text=$2
  shift 2
  pod run --detach --name picostack --network host --read-only "${limits[@]}" "${cgroups[@]}" "$@" \
    --env PICOSTACK_LISTEN="127.0.0.1:$port" --volume /run/libvirt:/run/libvirt:ro picostk > /dev/null
  until_true 30 healthy
  until_true 10 logged "$text"
  pod logs picostack | grep -e "$text" | head -n 1
  inside doctor > "$work/doctor" || true
  grep -A3 -e "$text" "$work/doctor" || { cat "$work/doctor"; fail "doctor does not say $text"; }
  pod rm --force --time 5 picostack > /dev/null
}
logged() { pod logs picostack | grep -e "$1"; }
refused 'without the group of the socket' '--user' --user "$uid:$(id -g pstk)"
refused 'as a user that the host does not have' '--user' --user "4711:$libvirt_gid"
refused 'with the user of the image' '--user'

if [ "$rootless" = 1 ]; then
  say 'rootless podman'
  useradd --create-home --home-dir "$work/alice" --groups libvirt --shell /bin/bash alice
  echo alice:200000:65536 > /etc/subuid
  echo alice:200000:65536 > /etc/subgid
  pod save --quiet --output "$work/picostk.tar" picostk
  chmod 644 "$work/picostk.tar"
  mkdir -p "$work/alice-run"
  chown alice: "$work/alice-run"
  cat > "$work/alice.sh" <<'ALICE'
set -u
export XDG_RUNTIME_DIR=$1; shift
cd
podman() { command podman --storage-driver vfs --cgroup-manager cgroupfs "$@"; }
podman load --quiet --input "$1" | tail -n 1
shift
for runtime in crun runc; do
  echo "   groups with $runtime:"
  cgroups=
  [ $runtime = runc ] || cgroups='--cgroups disabled'
  podman --runtime $runtime run --rm --network host $cgroups --group-add keep-groups --no-healthcheck \
    --volume /run/libvirt:/run/libvirt:ro --user 0 "$@" --entrypoint sh localhost/picostk -c \
    'id; picostk doctor | grep -A3 -i "libvirt" | head -n 8' || echo "   $runtime does not run here"
done
ALICE
  su alice -c "bash $work/alice.sh $work/alice-run $work/picostk.tar ${limits[*]}" || fail 'rootless podman'
fi
say done
