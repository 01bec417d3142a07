"""Who may use the page: an accounts file, one « name:role:hash » a line, passwords hashed with bcrypt.

`python -m page.accounts FILE NAME ROLE` asks for a password and writes the line.
"""

from __future__ import annotations

import argparse
import getpass
import os
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import bcrypt

from corpus.errors import RapporteurError
from index.command import Parser
from index.errors import spoken

SHORTEST = 10  # characters of a password
_LONGEST = 72  # bytes that bcrypt looks at
_NAME = re.compile(r"[\w.@-]{1,64}")
_NOBODY = bcrypt.hashpw(b"nobody", bcrypt.gensalt()).decode()  # compared with when the name is unknown


class AccountsError(RapporteurError):
    """The accounts file cannot be used."""


class Role(StrEnum):
    """What an account may do: a `reader` asks, a `keeper` changes the reports too."""

    READER = "lecteur"
    KEEPER = "gestionnaire"


@dataclass(frozen=True, slots=True)
class Account:
    """One account; `hash` is bcrypt's."""

    name: str
    role: Role
    hash: str


class Accounts:
    """The accounts of a file, as it is now: a line taken out of it ends that account at once."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read: tuple[tuple[int, int], Mapping[str, Account]] | None = None
        if not self.all():
            raise AccountsError(
                f"Le fichier de comptes « {path} » est vide : ajoutez-y un compte avec "
                f"« python -m page.accounts {path} NOM gestionnaire »."
            )

    def all(self) -> Mapping[str, Account]:
        """The accounts by name. Raises `AccountsError` naming the line."""
        try:
            state = self._path.stat()
            key = (state.st_mtime_ns, state.st_size)
            if self._read is None or self._read[0] != key:
                self._read = (key, read_accounts(self._path))
        except OSError as error:
            raise AccountsError(
                f"Le fichier de comptes « {self._path} » ne peut pas être lu : {spoken(error)}."
            ) from error
        return self._read[1]

    def signed_in(self, name: str, password: str) -> Account | None:
        """The account of a name and its password, None when they do not go together."""
        account = self.all().get(name)
        right = _matches(password, account.hash if account else _NOBODY)
        return account if right else None


def read_accounts(path: Path) -> Mapping[str, Account]:
    """The accounts of a file by name; empty lines and those that start with « # » are passed over."""
    found: dict[str, Account] = {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise AccountsError(f"Le fichier de comptes « {path} » doit être en UTF-8.") from error
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, role, hash = (*line.strip().split(":", 2), "", "")[:3]
        if not _NAME.fullmatch(name) or role not in list(Role) or not hash.startswith("$2"):
            raise AccountsError(
                f"Le fichier de comptes « {path} », ligne {number}, n'est pas de la forme "
                "« nom:lecteur:empreinte » ou « nom:gestionnaire:empreinte » : refaites-la avec "
                "« python -m page.accounts »."
            )
        found[name] = Account(name, Role(role), hash)
    return found


def write_account(path: Path, name: str, role: Role, password: str) -> None:
    """Add an account to the file, or change its role and password. Raises `AccountsError`."""
    if not _NAME.fullmatch(name):
        raise AccountsError("Un nom de compte a des lettres, des chiffres, « . », « @ », « - » ou « _ ».")
    if len(password) < SHORTEST or len(password.encode()) > _LONGEST:
        raise AccountsError(f"Le mot de passe doit avoir de {SHORTEST} à {_LONGEST} caractères.")
    hash = bcrypt.hashpw(password.encode(), bcrypt.gensalt()).decode()
    try:
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        kept = [line for line in lines if line.partition(":")[0] != name]
        partial = path.with_name(f".{path.name}.partial")
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write("\n".join([*kept, f"{name}:{role}:{hash}", ""]))
        partial.replace(path)
    except OSError as error:
        raise AccountsError(f"« {path} » ne peut pas être écrit : {spoken(error)}.") from error


def _matches(password: str, hash: str) -> bool:
    try:
        return bcrypt.checkpw(password.encode()[:_LONGEST], hash.encode())
    except ValueError:
        return False


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask for a password, and write the account."""
    parser = Parser(prog="python -m page.accounts", description="Ajoute ou change un compte de la page.")
    parser.add_argument("file", type=Path, metavar="FICHIER", help="fichier de comptes, fait s'il manque")
    parser.add_argument("name", metavar="NOM", help="nom du compte")
    parser.add_argument("role", type=Role, metavar="RÔLE", help="lecteur ou gestionnaire")
    options: argparse.Namespace = parser.parse_args(arguments)
    try:
        if sys.stdin.isatty():
            password = getpass.getpass("Mot de passe : ")
        else:
            password = sys.stdin.readline().rstrip("\n")
        write_account(options.file, options.name, options.role, password)
    except RapporteurError as error:
        print(error, file=sys.stderr)
        return 2
    print(f"Le compte « {options.name} » ({options.role}) est dans « {options.file} ».")
    return 0


if __name__ == "__main__":
    sys.exit(main())
