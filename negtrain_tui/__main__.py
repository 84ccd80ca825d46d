"""Lets `python -m negtrain_tui` do what the command `negtrain` does."""

from negtrain_tui.cli import main

if __name__ == "__main__":
    main()
