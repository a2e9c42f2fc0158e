"""Where each thing lives and what it is called; complete files or none; one command at a time.

A workspace is a folder with `templates/`; everything produced goes under its `output/`. A file is written beside
its place, synced, then renamed, so that it is complete or absent.
"""

from loc_builder.workspace.naming import (
    archive_file_name,
    bag_folder_name,
    blank_file_name,
    correction_file_name,
    draft_file_name,
    letter_file_name,
    mailing_file_name,
    portable_name,
    preview_file_name,
    public_folder_name,
    record_file_name,
    supplement_file_name,
    supplement_folder_name,
)
from loc_builder.workspace.places import (
    Workspace,
)
from loc_builder.workspace.putting import (
    hash_of,
    put,
    put_copy,
    put_if_changed,
    read_input,
    sweep_unfinished,
    sync_folder,
)

__all__ = [
    "Workspace",
    "archive_file_name",
    "bag_folder_name",
    "blank_file_name",
    "correction_file_name",
    "draft_file_name",
    "hash_of",
    "letter_file_name",
    "mailing_file_name",
    "portable_name",
    "preview_file_name",
    "public_folder_name",
    "put",
    "put_copy",
    "put_if_changed",
    "read_input",
    "record_file_name",
    "supplement_file_name",
    "supplement_folder_name",
    "sweep_unfinished",
    "sync_folder",
]
