"""Measures the program as its lifter meets it: in a real pseudo-terminal, against a bare Textual app."""
