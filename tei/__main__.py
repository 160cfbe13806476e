"""Run the command line: ``python -m tei``."""

import sys

from tei.cli import main

if __name__ == "__main__":
    sys.exit(main())
