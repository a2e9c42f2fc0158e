"""Where things lie in a checkout."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
SAMPLES = ROOT / "samples"
DATA = ROOT / "tests" / "data"

EDITIONS = ("2017-2018", "2024-2025")
"""The shipped editions, by the names of their folders."""
