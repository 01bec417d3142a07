"""Holding the address."""

from __future__ import annotations

import socket

import pytest

from page.server import AddressError, listening


def test_a_port_already_taken_is_told():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(AddressError, match=f"Le port {port} est déjà pris"), listening("127.0.0.1", port):
            pass


@pytest.mark.parametrize(("host", "port"), [("no.such.host.invalid", 7860), ("127.0.0.1", 99999)])
def test_an_address_that_cannot_be_is_told(host, port):
    with pytest.raises(AddressError, match="ne peut pas être utilisée"), listening(host, port):
        pass
