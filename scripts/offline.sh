#!/usr/bin/env bash
# Runs a command on a machine without any network but its own loopback: a network namespace of Linux, which holds for
# every process that the command starts, browsers and LibreOffice included.
set -euo pipefail
[ "$#" -gt 0 ] || { echo "usage: scripts/offline.sh COMMAND..." >&2; exit 2; }
unshare --map-root-user --net true 2>/dev/null || {
  echo "scripts/offline.sh: this system gives no network namespaces (unshare of util-linux, user namespaces)" >&2
  exit 2
}
command -v ip >/dev/null || { echo "scripts/offline.sh: needs ip (Debian's iproute2) to bring loopback up" >&2; exit 2; }
exec unshare --map-root-user --net sh -c 'ip link set lo up && exec "$@"' offline "$@"
