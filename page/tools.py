"""The same for programs by the Model Context Protocol, at /mcp: ask, search the figures, list the reports.

The only importer of mcp.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.transport_security import TransportSecuritySettings

from page.programs import Programs, telling


class Tools:
    """An MCP server over what programs may ask: `app` serves /mcp while `running()` is entered."""

    def __init__(self, programs: Programs) -> None:
        server = MCPServer("rapporteur", instructions=_INSTRUCTIONS)
        acts: dict[str, Callable[..., Any]] = {
            "demander": programs.ask,
            "chiffres": programs.figures,
            "rapports": programs.reports,
        }
        for name, act in acts.items():
            server.tool(name=name)(telling(act, ToolError))
        self.app: Any = server.streamable_http_app(
            stateless_http=True,
            json_response=True,
            # The page itself decides who may connect, whatever name it goes by behind a proxy.
            transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
        )
        self._server = server

    def running(self) -> AbstractAsyncContextManager[None]:
        """What the server needs while it serves."""
        return self._server.session_manager.run()


_INSTRUCTIONS = (
    "Réponses tirées des rapports PDF de l'organisation : le chiffre ou la phrase du rapport, avec la page. "
    "Citez toujours le rapport et la page ; quand « refused » est vrai, dites que les "
    "rapports ne le disent pas."
)
