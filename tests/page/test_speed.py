"""What the page adds to an answer, and how soon a page of a report is shown."""

from __future__ import annotations

import json
import statistics
import time
from pathlib import Path

from assistant import Assistant

KNOWN = Path(__file__).resolve().parent.parent.parent / "evals" / "demo.jsonl"
ADDED = 0.2  # seconds at the median
PICTURE = 0.5

# From the key that asks to the frame that shows the reply, in the page itself.
ASK = """async ([question, turn]) => {
  const box = document.querySelector('#question textarea');
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value').set.call(box, question);
  box.dispatchEvent(new Event('input', {bubbles: true}));
  await new Promise((done) => setTimeout(done, 50));
  const started = performance.now();
  for (const type of ['keydown', 'keypress'])
    box.dispatchEvent(new KeyboardEvent(type, {key: 'Enter', bubbles: true}));
  while (!document.querySelector(`#turn-${turn} .reply:not(.pending)`))
    await new Promise((done) => requestAnimationFrame(done));
  return (performance.now() - started) / 1000;
}"""


def test_the_page_adds_little_to_an_answer(demo_site, demo_assistant: Assistant, visit):
    asked = [json.loads(line)["question"] for line in KNOWN.read_text(encoding="utf-8").splitlines()[:15]]
    own = []
    for number, question in enumerate(asked):
        started = time.perf_counter()
        demo_assistant.ask(question, asked[:number])
        own.append(time.perf_counter() - started)
    page = visit(demo_site).page
    page.locator(".example").first.wait_for()
    page.locator("#question textarea").wait_for()
    whole = [page.evaluate(ASK, [question, number]) for number, question in enumerate(asked)]
    assert statistics.median(whole) - statistics.median(own) < ADDED


def test_a_page_of_a_report_is_soon_there(demo_site, demo_assistant: Assistant, visit):
    request = visit(demo_site).page.request
    id = next(i for i, r in demo_assistant.library.reports.items() if r.period == "2023")
    taken = []
    for number in range(1, 10):
        started = time.perf_counter()
        assert request.get(f"{demo_site}rapports/{id}/pages/{number}.png").ok
        taken.append(time.perf_counter() - started)
    assert statistics.median(taken) < PICTURE
