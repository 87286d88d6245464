#!/bin/sh
# Installs the servers that the tests of sending talk to, on Debian and its kin, when they are missing: Apache with mod_dav
# (the program alone: nothing is started). Where it cannot be installed those tests are skipped, saying so. The S3 server
# comes with requirements-dev.txt.
set -eu
PATH="$PATH:/usr/sbin:/sbin"
command -v apache2 >/dev/null 2>&1 && exit 0
command -v apt-get >/dev/null 2>&1 || exit 0
[ "$(id -u)" = 0 ] || exit 0
echo "Memasang apache2-bin untuk uji pengiriman"
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends apache2-bin >/dev/null
