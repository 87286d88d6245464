#!/bin/sh
# Installs Chromium, on Debian and its kin, when it is missing: the tests open a published site in it, from its folder.
# Where it cannot be installed those tests are skipped, saying so. What drives it comes with requirements-dev.txt.
set -u
for name in chromium chromium-browser google-chrome; do command -v "$name" >/dev/null 2>&1 && exit 0; done
command -v apt-get >/dev/null 2>&1 || exit 0
[ "$(id -u)" = 0 ] || exit 0
echo "Memasang Chromium untuk uji publikasi"
apt-get update -qq \
  && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null \
  || echo "Chromium tidak dapat dipasang; uji publikasi dengannya dilewati." >&2
