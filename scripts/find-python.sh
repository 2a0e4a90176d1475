#!/bin/sh
# Prints the path of a Python that Nightdoor's own environment can be made with (3.11 to 3.13; a newer one as a last
# resort: uv then fetches a fitting one). Each candidate is run, because a pyenv shim may stand there and do nothing.
fits='import sys; ok = sys.version_info[:2]; sys.exit(not (3, 11) <= ok <= (3, 13)); '
newer='import sys; sys.exit(not sys.version_info[:2] >= (3, 11))'
pyenv="${PYENV_ROOT:-$HOME/.pyenv}/versions"

for check in "$fits" "$newer"; do
    for python in python3 python3.13 python3.12 python3.11 python "$pyenv"/3.1[1-9]*/bin/python; do
        if "$python" -c "$check" >/dev/null 2>&1; then
            "$python" -c 'import sys; print(sys.executable)'
            exit 0
        fi
    done
done
echo "Nightdoor needs Python 3.11, 3.12 or 3.13, and found none. Install one and run this again." >&2
exit 1
