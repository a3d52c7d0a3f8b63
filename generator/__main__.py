"""Lets `python -m generator` run the command `dyad`."""

from generator.cli import entry

if __name__ == "__main__":
    entry()
