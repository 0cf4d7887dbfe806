# Sourced by the scripts of this folder: creates a minimal Debian in a folder, and enters it.
# Uses this host's network, proxy and certificate settings.

checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
prefix=$(dirname "$(dirname "$(readlink -f "$(command -v node)")")")

# make_tree SUITE PACKAGE,...: creates a minimal Debian with this host's Node. Sets $tree, and removes it at the end.
make_tree() {
  local suite=$1 packages=$2
  tree=$(mktemp -d "${TMPDIR:-/var/tmp}/picostack-tree.XXXXXX")
  trap remove_tree EXIT
  echo "making a Debian $suite tree"
  apt-config dump | grep -E '^Acquire::(http|https|Check-)' > "$tree.apt" || true
  mmdebstrap --quiet --variant=minbase --include="$packages" --aptopt="$tree.apt" "$suite" "$tree"
  rm -f "$tree.apt"
  copy_node
  copy_network_settings
}

remove_tree() {
  rm -f "$tree.apt"
  if [ "${keep:-0}" = 1 ]; then echo "the tree is $tree"; else rm -rf --one-file-system "$tree"; fi
}

copy_node() {
  echo "copying Node $(node --version) from $prefix"
  mkdir -p "$tree$prefix/bin" "$tree$prefix/lib/node_modules" "$tree$prefix/include"
  cp "$prefix/bin/node" "$tree$prefix/bin/"
  cp -r "$prefix/lib/node_modules/npm" "$tree$prefix/lib/node_modules/"
  ln -s ../lib/node_modules/npm/bin/npm-cli.js "$tree$prefix/bin/npm"
  ln -s ../lib/node_modules/npm/bin/npx-cli.js "$tree$prefix/bin/npx"
  [ ! -e "$prefix/include/node" ] || cp -r "$prefix/include/node" "$tree$prefix/include/"
}

# The network settings of this host, and nothing else of it.
copy_network_settings() {
  cp -L /etc/resolv.conf /etc/hosts "$tree/etc/"
  [ ! -e /etc/ssl/certs/ca-certificates.crt ] ||
    cp -L /etc/ssl/certs/ca-certificates.crt "$tree/etc/ssl/certs/"
  local key value
  for key in registry cafile proxy https-proxy noproxy; do
    value=$(npm config get "$key" --loglevel=silent)
    case "$value" in '' | null | undefined) ;; *) echo "$key=$value" >> "$tree/root/.npmrc" ;; esac
  done
}

# enter_tree [UNSHARE-OPTION...] -- COMMAND...: runs a command as process 1 of the tree, with its own
# root, process table and /run. The checkout is at /mnt/checkout; changes to it are discarded at the
# end. $environment: settings for the command, NAME=value.
enter_tree() {
  local namespaces=(--mount --pid) settings=() name
  while [ "$1" != -- ]; do namespaces+=("$1"); shift; done
  shift
  for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY NODE_EXTRA_CA_CERTS SSL_CERT_FILE; do
    [ -z "${!name:-}" ] || settings+=("$name=${!name}")
  done
  unshare "${namespaces[@]}" --fork --kill-child env -i \
    HOME=/root LANG=C.UTF-8 TERM="${TERM:-dumb}" \
    PATH="$prefix/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin" \
    "${settings[@]}" "${environment[@]}" \
    sh "$checkout/scripts/acceptance/enter-tree.sh" "$tree" "$checkout" "$@"
}
