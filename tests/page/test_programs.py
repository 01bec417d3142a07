"""The same for programs: named endpoints of Gradio's API, and the tools of an MCP server."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from gradio_client import Client as GradioClient
from mcp.client import Client

QUESTION = "Combien de tickets GLPI en 2023 ?"
LATER = "sicio-rapport-activite-2023.pdf"


def _run(work: Coroutine[Any, Any, Any]) -> Any:
    """In a thread of its own: the browser of the session runs a loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def call(site: str, tool: str, **arguments: Any) -> Any:
    """What a tool of the MCP server answers, and whether that is an error."""

    async def ask() -> Any:
        async with Client(f"{site}mcp") as client:
            return await client.call_tool(tool, arguments)

    return _run(ask())


def test_the_endpoints_have_names(demo_site):
    client = GradioClient(demo_site, verbose=False, analytics_enabled=False)
    assert sorted(client.view_api(return_format="dict")["named_endpoints"]) == [
        "/ask",
        "/figures",
        "/reports",
    ]
    answer = client.predict(QUESTION, api_name="/ask")
    assert (answer["kind"], answer["refused"], answer["citations"][0]["report"]) == ("figure", False, LATER)
    follow_up = client.predict("et en 2022 ?", history=[QUESTION], api_name="/ask")
    assert follow_up["facts"][0]["value"] == "4397"
    figures = client.predict("tickets GLPI", year=2023, api_name="/figures")
    assert {"value": "4979", "report": LATER}.items() <= figures["figures"][0].items()
    assert {r["report"] for r in client.predict(api_name="/reports")} >= {LATER}


def test_an_error_reaches_the_program_in_french(demo_site):
    client = GradioClient(demo_site, verbose=False, analytics_enabled=False)
    with pytest.raises(Exception, match="Posez une question"):
        client.predict("", api_name="/ask")
    with pytest.raises(Exception, match="pas indexé"):
        client.predict(QUESTION, report="autre.pdf", api_name="/ask")


def test_an_agent_has_three_tools(demo_site):
    async def tools() -> list[Any]:
        async with Client(f"{demo_site}mcp") as client:
            return (await client.list_tools()).tools

    found = {tool.name: tool for tool in _run(tools())}
    assert sorted(found) == ["chiffres", "demander", "rapports"]
    assert found["demander"].input_schema["required"] == ["question"]
    assert "French" in (found["demander"].description or "")


def test_an_agent_asks_with_the_same_answer(demo_site):
    result = call(demo_site, "demander", question=QUESTION)
    answer = json.loads(result.content[0].text)
    assert answer["facts"][0]["value"] == "4979"
    assert answer["citations"][0]["page"] == 15
    assert call(demo_site, "chiffres", words="tickets GLPI", limit=1).structured_content["total"] >= 2
    assert LATER in [json.loads(c.text)["report"] for c in call(demo_site, "rapports").content]


def test_an_agent_is_told_what_is_wrong(demo_site):
    result = call(demo_site, "demander", question=" ")
    assert result.is_error
    assert "Posez une question" in result.content[0].text


def test_a_browser_that_comes_by_mistake_is_served_nothing_foreign(demo_site, visit):
    told = visit(demo_site).page.request.get(f"{demo_site}mcp", headers={"accept": "text/html"})
    assert told.status in {400, 405, 406}
