#!/bin/sh
# Finds a Python that is new enough and lets set_up.py make the environment: set_up.sh <python> <environment> <lock>
set -eu
new_enough='import sys; sys.exit(sys.version_info < (3, 11))'
for python in "$1" python3.14 python3.13 python3.12 python3.11; do
    if command -v "$python" >/dev/null 2>&1 && "$python" -c "$new_enough" 2>/dev/null; then
        exec "$python" "$(dirname "$0")/set_up.py" "$2" "$3"
    fi
done
found=$("$1" --version 2>&1) || found="không có $1 · no $1"
echo "✗ Cần Python 3.11 trở lên · Python 3.11 or newer is needed ($found)" >&2
echo "  → Cài Python mới hơn, hoặc make PYTHON=/đường/dẫn/python3 up · install one, or name it" >&2
exit 1
