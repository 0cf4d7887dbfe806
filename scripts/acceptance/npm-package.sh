#!/usr/bin/env bash
# Tests the npm package as an administrator installs it: a minimal Debian with Node, `npm install -g`, the three `picostk init`
# commands, a first instance, the boot service of a system without systemd, an ordinary user, and the removal.
#
#   scripts/acceptance/npm-package.sh [--suite bookworm|trixie] [--keep | --tree FOLDER]
#
# --keep keeps the tree and prints its path, --tree uses an existing one. Needs root and mmdebstrap. Uses this host's network, proxy and certificate settings.
set -euo pipefail

suite=bookworm
keep=0
tree=
while [ $# -gt 0 ]; do
  case "$1" in
    --suite) suite=$2; shift ;;
    --tree) tree=$2; shift ;;
    --keep) keep=1 ;;
    *) sed -n '2,8s/^# \{0,1\}//p' "$0"; exit 2 ;;
  esac
  shift
done

cd "$(dirname "$0")/../.."
npm run --silent package
source scripts/acceptance/tree.sh
# The compiler is for better-sqlite3, where its prebuilt file cannot be downloaded.
[ -n "$tree" ] || make_tree "$suite" ca-certificates,dbus,polkitd,g++,make,python3,procps
cp build/picostk-*.tgz "$tree/root/picostk.tgz"

cat > "$tree/administrator.sh" <<'INSIDE'
set -eu
say() { echo "== $*"; }
# The server answers before it has connected to libvirt.
wait_for_server() {
  for try in $(seq 60); do
    if picostk status 2> /dev/null | grep -q 'connected to'; then break; fi
    sleep 1
  done
  picostk status
  picostk status | grep -q 'connected to' || {
    tail -n 20 /root/serve.log /var/log/picostk.log /var/log/libvirt/libvirtd.log >&2 || true
    picostk doctor >&2 || true
    return 1
  }
}
cd /root
export npm_config_nodedir=${npm_config_nodedir:-$(dirname "$(dirname "$(command -v node)")")}
# A package must not start daemons in this tree; libvirt is started by `picostk init host`.
printf '#!/bin/sh\nexit 101\n' > /usr/sbin/policy-rc.d
chmod +x /usr/sbin/policy-rc.d

say install
npm install -g --allow-scripts=better-sqlite3 ./picostk.tgz
picostk version

# polkit, which lets the group libvirt in, runs on the message bus. Without an init system, nothing has started it; a libvirtd
# that starts without it never asks polkit.
mkdir -p /run/dbus
dbus-daemon --system --fork

say init host
picostk init host --dry-run
picostk init host
picostk init host
id pstk
stat -c '%A %U %n' /var/lib/picostack /etc/picostack

say init config
picostk init config
picostk init config
picostk config check

say init db
picostk init db
picostk init db
stat -c '%a %U %n' /var/lib/picostack/picostack.sqlite

say serve as root
picostk serve > serve.log 2>&1 & server=$!
wait_for_server
# A change while the server runs is refused.
if picostk init db; then exit 1; fi
kill -TERM "$server"
wait "$server"

say init service, after root has run the server
picostk init service --dry-run | grep -v '^    '
picostk init service
picostk init service
wait_for_server
picostk status > status.txt
grep -q qemu:///system status.txt
ps -o user=,args= -C node | head -n 3
/etc/init.d/pstk status
picostk init tiny
picostk launch first --image tiny --port 22 --wait
picostk list
picostk stop first --force
picostk clone first second
picostk image list
picostk network list 2>/dev/null || true
picostk doctor || true
picostk-nest dbbackup /root/copy.sqlite
/etc/init.d/pstk reload
/etc/init.d/pstk status
/etc/init.d/pstk restart
wait_for_server
picostk list
picostk delete first second --force --yes

say an ordinary user with a libvirt of their own
useradd --create-home alice
su alice -c 'PATH=$PATH:'"$(dirname "$(command -v node)")"'; export PICOSTACK_LISTEN=127.0.0.1:8181; set -e; cd
  picostk init config; picostk init db
  picostk serve > serve.log 2>&1 & server=$!
  for try in $(seq 60); do picostk status 2> /dev/null | grep -q "connected to" && break; sleep 1; done
  picostk status; picostk init tiny; picostk launch mine --image tiny --wait; picostk list; picostk delete mine --force --yes
  kill -TERM "$server"; wait "$server"'

say remove
picostk image delete tiny --yes
picostk init service --remove
picostk init service --remove
picostk init db --remove --yes
picostk init config --remove --yes
picostk init host --remove
npm uninstall -g picostk
[ ! -e "$(npm prefix -g)/bin/picostk" ]
say done
INSIDE

environment=()
enter_tree -- bash /administrator.sh
