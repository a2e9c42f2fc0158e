"""Write requirements.txt and requirements-dev.txt: the versions installed beside this Python, pinned.

`make pins` runs it. Pinned is what pyproject.toml names and all that these need, so a fresh machine gets what was
tested. A package that is needed on another system only is left out.
"""

import tomllib
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
HEADER = """\
# {what}
# Made by `make pins` from what .venv holds; not edited by hand.
# To take newer versions: .venv/bin/pip install --upgrade NAME, make check test, make pins.
"""


def closure(requirements: Iterable[Requirement]) -> dict[str, str]:
    """Name and installed version of `requirements` and of everything that they need here."""
    pins: dict[str, str] = {}
    done: set[tuple[str, str]] = set()
    waiting = [(each, "") for each in requirements]
    while waiting:
        requirement, extra = waiting.pop()
        if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
            continue
        name = canonicalize_name(requirement.name)
        installed = installed_version(name, requirement)
        pins[name] = installed
        for wanted in {"", *requirement.extras}:
            if (name, wanted) not in done:
                done.add((name, wanted))
                waiting += [(Requirement(line), wanted) for line in distribution(name).requires or ()]
    return pins


def installed_version(name: str, requirement: Requirement) -> str:
    try:
        version = distribution(name).version
    except PackageNotFoundError as error:
        raise SystemExit(f"{name} is not installed; try: .venv/bin/pip install {name}") from error
    if not requirement.specifier.contains(version, prereleases=True):
        raise SystemExit(f"{name} {version} is installed, and {requirement} is asked for")
    return version


def write(file: Path, what: str, pins: dict[str, str]) -> None:
    lines = [f"{name}=={version}\n" for name, version in sorted(pins.items())]
    file.write_text(HEADER.format(what=what) + "".join(lines), encoding="utf-8")
    print(f"{file.name}: {len(lines)} packages")


def main() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    running = closure(map(Requirement, project["dependencies"]))
    working = closure(map(Requirement, project["optional-dependencies"]["dev"]))
    write(ROOT / "requirements.txt", "What LoC Builder runs with.", running)
    extra = {name: version for name, version in working.items() if name not in running}
    write(ROOT / "requirements-dev.txt", "What its tests and checks need besides requirements.txt.", extra)


if __name__ == "__main__":
    main()
