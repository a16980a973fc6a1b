#!/bin/sh
# Pins third parties with hashes and without addresses: development.lock for everything, local.lock for what runs,
# <service>.lock for one service alone.
# uv.lock names download addresses and is not committed; without it every library is resolved anew.
set -eu
cd "$(dirname "$0")/.."
command -v uv >/dev/null || { echo "requirements/lock.sh needs uv (pip install uv)" >&2; exit 1; }

export_lock() {
    uv export --quiet --frozen --no-emit-workspace --no-header --no-annotate "$@"
}

# The members are built by flit_core; no service imports it, so no export of a service names it.
build_backend() {
    awk '/^[^ ]/ { wanted = /^flit-core==/ } wanted' requirements/development.lock
}

uv lock --quiet
export_lock --package thidua --group development --output-file requirements/development.lock >/dev/null
export_lock --all-packages --no-dev --output-file requirements/local.lock >/dev/null
build_backend >>requirements/local.lock
for folder in services/*/; do
    service=$(basename "$folder")
    export_lock --package "thidua-$service" --no-dev --output-file "requirements/$service.lock" >/dev/null
    build_backend >>"requirements/$service.lock"
done
