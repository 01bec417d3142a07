"""What the commands of this project share: options that are not understood are told in French."""

from __future__ import annotations

import argparse
from typing import NoReturn


class Parser(argparse.ArgumentParser):
    """An argument parser that ends with status 2 and a French message."""

    def error(self, message: str) -> NoReturn:
        """argparse's own message is in English; only the names of options in it are kept."""
        options = message.rpartition(": ")[2] if ": " in message else ""
        self.exit(2, f"Commande non comprise{f' ({options})' if options else ''}.\n{self.format_usage()}")
