"""Where the starter templates and samples lie, in an installed package and in a checkout of the source."""

from pathlib import Path

from loc_builder.errors import ToolError

_PACKAGE = Path(__file__).parent


def starter_folder() -> Path:
    """Find the folder that holds `templates/` and `samples/`, to be read and not written; raise ToolError.

    An installed package carries them in `loc_builder/starter`; in a checkout they lie beside the package.
    """
    for folder in (_PACKAGE / "starter", _PACKAGE.parent):
        if (folder / "templates" / "districts.csv").is_file():
            return folder
    raise ToolError(
        "the starter templates that belong to LoC Builder are missing",
        hint="Install it again, for example: pipx reinstall loc-builder",
    )
