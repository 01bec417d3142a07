"""`python -m corpus.demo [--out DIR] [--golden DIR]`: print the reports and their golden files."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from corpus.demo.golden import golden
from corpus.demo.layout import print_edition
from corpus.demo.report_2022 import EDITION_2022
from corpus.demo.report_2023 import EDITION_2023

EDITIONS = (EDITION_2023, EDITION_2022)


def write(out: Path, goldens: Path | None) -> None:
    """Print every edition into `out` and, where asked, its golden file into `goldens`."""
    for folder in (out, goldens):
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
    for edition in EDITIONS:
        printed = print_edition(edition)
        (out / edition.file).write_bytes(printed.pdf)
        print(f"{out / edition.file} : {printed.pages} pages")
        if goldens is not None:
            text = json.dumps(golden(edition, printed), ensure_ascii=False, indent=1)
            (goldens / edition.file).with_suffix(".json").write_text(text + "\n", encoding="utf-8")


def main() -> None:
    """Read the command line and write."""
    parser = argparse.ArgumentParser(
        prog="python -m corpus.demo", description="Imprime les rapports de démonstration."
    )
    parser.add_argument("--out", type=Path, default=Path("corpus/reports"), help="dossier des PDF")
    parser.add_argument(
        "--golden", type=Path, default=Path("tests/golden/demo"), help="dossier des fichiers de référence"
    )
    options = parser.parse_args()
    write(options.out, options.golden)


if __name__ == "__main__":
    main()
