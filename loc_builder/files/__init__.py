"""One module for each outside format or program; none imports another."""
