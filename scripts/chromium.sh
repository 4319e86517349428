#!/bin/sh
# The browser tests need Debian's chromium: install it where that is possible, and
# otherwise say what is left out.
if command -v chromium >/dev/null 2>&1; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing chromium for the browser tests"
    apt-get -qq update >/dev/null 2>&1
    DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends chromium >/dev/null 2>&1 && exit 0
fi
echo "There is no chromium here: the tests in tests/functional are left out."
