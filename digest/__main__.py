"""`python -m digest` is `digest`."""

from digest.cli import run

if __name__ == "__main__":  # worker processes import this file
    run()
