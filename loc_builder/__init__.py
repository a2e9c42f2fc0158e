"""LoC Builder: a year's Letters of Commitment, from the roster to the archive."""

__version__ = "0.1.0"
