"""The accounts file."""

from __future__ import annotations

import io
import os
import stat

import pytest

from page.accounts import Accounts, AccountsError, Role, main, read_accounts, write_account

PASSWORD = "une longue phrase"


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "comptes.txt"
    write_account(path, "marie", Role.KEEPER, PASSWORD)
    return path


def test_a_password_opens_its_account_alone(path):
    accounts = Accounts(path)
    assert accounts.signed_in("marie", PASSWORD).role is Role.KEEPER
    assert accounts.signed_in("marie", "autre") is None
    assert accounts.signed_in("paul", PASSWORD) is None


def test_the_password_is_not_in_the_file_which_others_cannot_read(path):
    assert PASSWORD not in path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_an_account_is_changed_in_place(path):
    write_account(path, "paul", Role.READER, PASSWORD)
    write_account(path, "marie", Role.READER, "une autre phrase")
    assert {a.name: a.role for a in read_accounts(path).values()} == {
        "marie": Role.READER,
        "paul": Role.READER,
    }
    assert Accounts(path).signed_in("marie", "une autre phrase")


def test_an_account_taken_out_is_out_at_once(path):
    write_account(path, "paul", Role.READER, PASSWORD)
    accounts = Accounts(path)
    path.write_text("".join(line for line in path.read_text().splitlines(True) if line.startswith("paul")))
    os.utime(path, ns=(1, 1))
    assert accounts.signed_in("marie", PASSWORD) is None


@pytest.mark.parametrize(
    "line", ["marie", "marie:chef:$2b$x", "ma rie:lecteur:$2b$x", "marie:lecteur:motdepasse"]
)
def test_a_line_that_is_none_is_named(path, line):
    path.write_text(f"# comptes\n\n{line}\n")
    with pytest.raises(AccountsError, match="ligne 3"):
        Accounts(path)


@pytest.mark.parametrize("content", [None, "", "# rien\n"])
def test_no_account_at_all_is_told(tmp_path, content):
    path = tmp_path / "comptes.txt"
    if content is not None:
        path.write_text(content)
    with pytest.raises(AccountsError, match="comptes"):
        Accounts(path)


@pytest.mark.parametrize(
    ("name", "password"), [("ma:rie", PASSWORD), ("marie", "court"), ("marie", "é" * 40)]
)
def test_a_name_or_a_password_that_cannot_be_is_told(tmp_path, name, password):
    with pytest.raises(AccountsError):
        write_account(tmp_path / "comptes.txt", name, Role.READER, password)


def test_the_command_takes_the_password_from_its_input(tmp_path, monkeypatch, capsys):
    path = tmp_path / "comptes.txt"
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    assert main([str(path), "marie", "lecteur"]) == 0
    assert "marie" in capsys.readouterr().out
    assert Accounts(path).signed_in("marie", PASSWORD)
    monkeypatch.setattr("sys.stdin", io.StringIO("court\n"))
    assert main([str(path), "paul", "lecteur"]) == 2
