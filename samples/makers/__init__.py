"""What `make_returns.py` is made of: letters as filled, Word files as typed in, ink, paper and scanners."""
