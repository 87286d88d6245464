#!/bin/sh
# Installs the servers that the tests of sending and receiving talk to, on Debian and its kin, when they are missing:
# Apache with mod_dav and PostgreSQL (the programs alone: nothing is started). Where they cannot be installed those tests
# are skipped, saying so. The S3 server comes with requirements-dev.txt.
set -eu
PATH="$PATH:/usr/sbin:/sbin"
missing=""
command -v apache2 >/dev/null 2>&1 || missing="apache2-bin"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1 || missing="$missing postgresql"
[ -n "$missing" ] || exit 0
command -v apt-get >/dev/null 2>&1 || exit 0
[ "$(id -u)" = 0 ] || exit 0
echo "Memasang $missing untuk uji pengiriman dan penerimaan"
# a cluster of its own, started at once, is nothing that tests need
mkdir -p /etc/postgresql-common
[ -e /etc/postgresql-common/createcluster.conf ] || echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf
apt-get update -qq
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
