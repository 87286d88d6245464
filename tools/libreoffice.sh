#!/bin/sh
# Installs LibreOffice Calc without a window, on Debian and its kin, when it is missing: the tests recalculate workbooks
# with it. 90 MB to fetch, under a minute on two busy cores. Where that cannot be done the tests say that they are skipped.
set -u
command -v soffice >/dev/null 2>&1 && exit 0
command -v apt-get >/dev/null 2>&1 || exit 0
if [ "$(id -u)" = 0 ]; then as_root=""
elif command -v sudo >/dev/null 2>&1; then as_root="sudo"
else
  echo "LibreOffice belum ada; uji buku kerja dengannya dilewati. Pasang sebagai root: apt-get install libreoffice-calc-nogui" >&2
  exit 0
fi
echo "Memasang LibreOffice Calc untuk uji"
$as_root apt-get update -qq \
  && DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends libreoffice-calc-nogui >/dev/null \
  || echo "LibreOffice tidak dapat dipasang; uji buku kerja dengannya dilewati." >&2
