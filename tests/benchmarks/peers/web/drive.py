"""Open one task of Label Studio in headless Chromium, scroll it, add spans; prints what was found as JSON.

Runs with the peer's own Python, which has playwright: ``drive BROWSER ADDRESS USER PASSWORD PROJECT SPANS STEPS SECONDS``.
Times are taken inside the page by its own clock. Frames are not held to 60 a second.
"""

from __future__ import annotations

import json
import os
import sys
import time
from typing import Any

from playwright.sync_api import Error, Page, sync_playwright

from tests.benchmarks.peers.web.memory import family, megabytes

WINDOW = {"width": 1366, "height": 680}
UNTHROTTLED = ("--disable-frame-rate-limit", "--disable-gpu-vsync")
#: Waits for all spans (each is a class of its own), then for the frame that shows them. Looking takes a tenth of the
#: page's time at most.
OPENING = """wanted => {
  const found = window.__peer = {};
  document.addEventListener('click', () => { found.start ??= performance.now(); }, true);
  const look = () => {
    if (found.start === undefined) { setTimeout(look, 5); return; }
    const begun = performance.now(), marks = [...document.getElementsByClassName('htx-highlight')];
    found.spans = new Set(marks.map(mark => mark.classList[1])).size;
    if (found.spans >= wanted) {
      requestAnimationFrame(() => requestAnimationFrame(() => { found.ms = performance.now() - found.start; }));
    } else { setTimeout(look, Math.max(20, 10 * (performance.now() - begun))); }
  };
  look();
}"""
#: Scrolls by 60 pixels and waits for the frame; then where the scrolled element ends it begins anew.
SCROLLING = """async steps => {
  let box = document.querySelector('.lsf-htx-richtext');
  while (box && !(box.scrollHeight > box.clientHeight + 5 && /auto|scroll/.test(getComputedStyle(box).overflowY)))
    box = box.parentElement;
  if (!box) return [];
  const frame = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  box.scrollTop = (box.scrollHeight - box.clientHeight) / 3;
  await frame();
  const times = [];
  for (let step = 0; step < steps; step++) {
    const before = performance.now();
    box.scrollTop += 60;
    await frame();
    times.push(performance.now() - before);
  }
  return times;
}"""
#: Where three characters stand in the window that have no mark yet; and waits for the next span after the button is let go.
FREE_WORDS = """() => {
  const found = window.__peer = {};
  const count = () => new Set([...document.getElementsByClassName('htx-highlight')].map(m => m.classList[1])).size;
  const before = count();
  document.addEventListener('mouseup', () => {
    found.start = performance.now();
    const look = () => {
      if (count() > before)
        requestAnimationFrame(() => requestAnimationFrame(() => { found.ms = performance.now() - found.start; }));
      else setTimeout(look, 0);
    };
    look();
  }, {capture: true, once: true});
  for (const line of document.querySelectorAll('.lsf-richtext__line'))
    for (const words of line.childNodes) {
      if (words.nodeType !== Node.TEXT_NODE || words.length < 8) continue;
      const range = document.createRange();
      range.setStart(words, 2); range.setEnd(words, 5);
      const box = range.getBoundingClientRect();
      const there = document.elementFromPoint(box.left + 2, box.top + box.height / 2);
      if (box.height < 40 && box.top > 150 && box.bottom < 600 && line.contains(there))
        return [box.left + 1, box.right - 1, box.top + box.height / 2];
    }
  return null;
}"""


def main() -> None:
    """Do what the command line says."""
    browser, address, user, password = sys.argv[1:5]
    project, spans, steps, seconds = (int(number) for number in sys.argv[5:])
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    found: dict[str, Any] = {}
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=browser, args=[*root, *UNTHROTTLED])
        page = opened.new_page(viewport=WINDOW)
        page.set_default_timeout(seconds * 1000)
        try:
            _measure(page, found, (address, user, password, project), spans=spans, steps=steps)
        except Error as fault:
            late = "Timeout" in str(fault)
            found["fault"] = f"a step took longer than {seconds} s" if late else str(fault).splitlines()[0]
            found["spans"] = _spans_shown(page) if late else None
        found["megabytes"] = megabytes(set(family(os.getpid())) - {os.getpid()})
        sys.stdout.write(json.dumps(found))
        sys.stdout.flush()
        # A page that still computes would not let itself be closed.
        os._exit(0)


def _measure(
    page: Page, found: dict[str, Any], there: tuple[str, str, str, int], *, spans: int, steps: int
) -> None:
    address, user, password, project = there
    page.goto(f"{address}/user/login")
    page.fill("input[name=email]", user)
    page.fill("input[name=password]", password)
    page.click("button[type=submit]")
    page.wait_for_load_state("networkidle")
    page.goto(f"{address}/projects/{project}/data")
    page.wait_for_selector(".lsf-table__row-wrapper")
    page.wait_for_load_state("networkidle")
    page.evaluate(OPENING, spans)
    page.click(".lsf-table__row-wrapper", no_wait_after=True)
    found["open"] = page.wait_for_function("window.__peer.ms").json_value()
    page.wait_for_load_state("networkidle")
    found["scroll"] = page.evaluate(SCROLLING, steps)
    found["add"] = []
    for _ in range(max(3, steps // 10)):
        found["add"].append(_added(page))
        time.sleep(0.5)


def _added(page: Page) -> float:
    """Return the milliseconds from letting go of the mouse button to the frame with the new span."""
    page.keyboard.press("Escape")
    place = page.evaluate(FREE_WORDS)
    if place is None:
        raise Error("no free words in the window")
    left, right, y = place
    page.keyboard.press("1")
    page.mouse.move(left, y)
    page.mouse.down()
    page.mouse.move((left + right) / 2, y)
    page.mouse.move(right, y)
    page.mouse.up()
    return float(page.wait_for_function("window.__peer.ms").json_value())


def _spans_shown(page: Page) -> int | None:
    """Return how many spans were in the page when time was up, or None where it did not even answer that."""
    page.set_default_timeout(5_000)
    try:
        return int(page.wait_for_function("window.__peer && window.__peer.spans").json_value())
    except Error:
        return None


if __name__ == "__main__":
    main()
