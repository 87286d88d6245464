#!/bin/sh
# Installs the system libraries that Qt needs on Debian and its kin, when they are missing. Elsewhere it does nothing.
set -eu
command -v ldconfig >/dev/null 2>&1 || PATH="$PATH:/sbin:/usr/sbin"
command -v apt-get >/dev/null 2>&1 || exit 0
command -v ldconfig >/dev/null 2>&1 || exit 0

have=$(ldconfig -p)
want=""
need() { case "$have" in *"$1"*) ;; *) want="$want $2" ;; esac; }
need libEGL.so.1 libegl1
need libGL.so.1 libgl1
need libxkbcommon.so.0 libxkbcommon0
need libdbus-1.so.3 libdbus-1-3
need libfontconfig.so.1 libfontconfig1
need libglib-2.0.so.0 libglib2.0-0
need libxcb-cursor.so.0 libxcb-cursor0
need libxkbcommon-x11.so.0 libxkbcommon-x11-0
need libxcb-icccm.so.4 libxcb-icccm4
need libxcb-keysyms.so.1 libxcb-keysyms1
need libxcb-shape.so.0 libxcb-shape0
need libxcb-image.so.0 libxcb-image0
need libxcb-render-util.so.0 libxcb-render-util0
"${PYTHON:-python3}" -c 'import venv, ensurepip' 2>/dev/null || want="$want python3-venv"
[ -n "$want" ] || exit 0

if [ "$(id -u)" = 0 ]; then as_root=""
elif command -v sudo >/dev/null 2>&1; then as_root="sudo"
else
  echo "Pustaka sistem belum ada:$want. Pasang sebagai root: apt-get install$want" >&2
  exit 0
fi
echo "Memasang pustaka sistem:$want"
$as_root apt-get update -qq
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $want >/dev/null
