#!/bin/sh
# What the Makefile's targets stand on. `setup.sh venv`: .venv with the pinned requirements and this package.
# `setup.sh office`: LibreOffice Writer, where the system's packages can be installed without asking anybody.
set -eu

say() {
    printf 'setup: %s\n' "$*"
}

fail() {
    printf 'setup: %s\n' "$*" >&2
    exit 1
}

can_install() {
    command -v apt-get >/dev/null 2>&1 && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

apt_get() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o Acquire::Retries=3 -o DPkg::Lock::Timeout=120 "$@"
}

# Old package lists may still do when an update fails, so only the installation's end counts.
install_packages() {
    report=$(mktemp)
    if { apt_get update || true; apt_get install --no-install-recommends "$@"; } >"$report" 2>&1 </dev/null; then
        rm -f "$report"
    else
        tail -n 5 "$report" >&2
        rm -f "$report"
        return 1
    fi
}

find_python() {
    for each in ${PYTHON:-python3 python3.11 python3.12 python3.13}; do
        if "$each" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s\n' "$each"
            return
        fi
    done
    fail "Python 3.11 or newer is needed and was not found; name one with: make PYTHON=/path/to/python3.11"
}

need_venv_module() {
    "$1" -c 'import ensurepip, venv' 2>/dev/null && return
    how="Python's venv module is missing; on Debian and Ubuntu: sudo apt-get install python3-venv"
    can_install || fail "$how"
    say "python3-venv, from the system's packages"
    install_packages python3-venv || fail "$how"
    "$1" -c 'import ensurepip, venv' 2>/dev/null || fail "$how"
}

make_venv() {
    if [ "$(cat .venv/ready 2>/dev/null || pwd)" = "$(pwd)" ] && .venv/bin/python -m pip --version >/dev/null 2>&1; then
        return
    fi
    python=$(find_python)
    need_venv_module "$python"
    say ".venv, with $("$python" --version)"
    rm -rf .venv
    "$python" -m venv .venv
}

pip() {
    .venv/bin/python -m pip --disable-pip-version-check -qq "$@"
}

venv() {
    make_venv
    rm -f .venv/ready
    say "the pinned requirements (a minute or two, once)"
    pip install -r requirements.txt -r requirements-dev.txt
    say "this package"
    pip install --no-deps --no-build-isolation -e .
    pwd >.venv/ready
}

has_office() {
    command -v soffice >/dev/null 2>&1 || command -v libreoffice >/dev/null 2>&1 ||
        [ -x /Applications/LibreOffice.app/Contents/MacOS/soffice ]
}

office() {
    has_office && return
    if can_install; then
        say "LibreOffice Writer, from the system's packages (a few minutes, once)"
        install_packages libreoffice-writer-nogui fonts-liberation && has_office && return
    fi
    say "LibreOffice Writer is missing; on Debian and Ubuntu: sudo apt-get install libreoffice-writer-nogui" \
        "fonts-liberation; elsewhere: https://www.libreoffice.org"
    say "going on without it; what needs it says so"
}

case "${1:-}" in
    venv) venv ;;
    office) office ;;
    *) fail "say venv or office" ;;
esac
