#!/bin/sh
# npm-ci.sh FOLDER: install exactly what the folder's lock file names, running no package's own scripts; once.
cd "$1" || exit 1
if [ -e node_modules/.made-from ] && cmp -s package-lock.json node_modules/.made-from; then
    exit 0
fi
echo "Fetching the test tools of $1 …"
npm ci --ignore-scripts --no-audit --no-fund && cp package-lock.json node_modules/.made-from
