"""Run one `loc` command line in this process and kill it, as SIGKILL does, before its Nth step that others can see.

Such a step is a file's rename into place or the opening of the ledger: python -m made.kill_at N ARGUMENT...
"""

import os
import signal
import sys

from loc_builder.cli import run

VISIBLE = ("os.rename", "sqlite3.connect")


def main() -> int:
    left = int(sys.argv[1])

    def count(event: str, _details: object) -> None:
        nonlocal left
        if event in VISIBLE:
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    return run(sys.argv[2:])


if __name__ == "__main__":
    sys.exit(main())
