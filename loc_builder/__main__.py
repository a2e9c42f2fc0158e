"""`loc` and `python -m loc_builder`."""

import sys

from loc_builder.cli import run


def main() -> None:
    """Run the command line and leave with its exit code."""
    sys.exit(run())


if __name__ == "__main__":
    main()
