// Several tabs that study at the same time.

import assert from "node:assert/strict";
import { test } from "node:test";
import { DESKTOP, open, sessionState, withBrowser } from "./browser.mjs";
import { noLimits, reviews } from "./crashing.mjs";
import { add, choose, file, openImport } from "./importing.mjs";
import { roadmap } from "./large.mjs";

const RATINGS = Number(process.env.WAYMARK_RATINGS ?? 100);

for (const tabs of [2, 3]) {
  test(`${tabs} tabs rate ${RATINGS} cards each at once, and all is there and all agree`, () =>
    withBrowser(DESKTOP, async (first, browser) => {
      await noLimits(first);
      // As many cards as there are ratings, whatever the bundled roadmaps hold.
      await openImport(first);
      await choose(first, file("room.md", roadmap(tabs * RATINGS)));
      await add(first);
      const pages = [first];
      while (pages.length < tabs) pages.push(await browser.newPage());
      for (const page of pages) {
        await page.addInitScript(hurry);
        // Only a new document runs it.
        await page.goto("about:blank");
        await open(page, "#/study");
      }
      await Promise.all(pages.map((page) => page.evaluate(rateAll, RATINGS)));
      const states = await Promise.all(pages.map(sessionState));
      for (const state of states) assert.deepEqual(state.counts, states[0].counts);
      const found = [];
      for (const page of pages) found.push((await reviews(page)).sort());
      assert.equal(found[0].length, tabs * RATINGS);
      assert.equal(new Set(found[0]).size, tabs * RATINGS, "none is there twice");
      for (const other of found) assert.deepEqual(other, found[0]);
    }));
}

/** Lets the clock of a page run ten times as fast: all tabs ask for the same card, and the one that was
 * quicker takes it from the others. */
function hurry() {
  const now = Date.now.bind(Date);
  const start = now();
  Date.now = () => start + (now() - start) * 10;
}

/** Presses the application's own buttons until this tab has made that many ratings. */
function rateAll(ratings) {
  const made = () => Number(document.querySelector(".study-progress progress")?.value ?? 0);
  return new Promise((resolve) => {
    const pressing = setInterval(() => {
      if (made() >= ratings) {
        clearInterval(pressing);
        resolve();
      } else {
        // The answer, or the next of its steps.
        const show = document.querySelector(".study-actions .primary");
        (document.querySelector(".rating[data-rating=easy]") ?? show)?.click();
      }
    }, 7);
  });
}
