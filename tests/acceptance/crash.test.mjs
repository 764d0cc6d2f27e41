// Nothing that was acknowledged is lost, whatever dies.

import assert from "node:assert/strict";
import { test } from "node:test";
import { numbers, open, sessionState, site, stored, withBrowser, DESKTOP } from "./browser.mjs";
import { noLimits, rate, reviews, studyAndDie } from "./crashing.mjs";

const KILLS = Number(process.env.WAYMARK_KILLS ?? 20);

test(`${KILLS} times killed at a random moment, and every acknowledged rating is there once`, async () => {
  const { ratings, marks } = await studyAndDie({ kills: KILLS, seed: 7 });
  marks.sort((a, b) => a - b);
  const at = (share) => marks[Math.floor(marks.length * share)];
  console.log(
    `${KILLS} kills, ${ratings} ratings; from a rating to its saved mark ${at(0.5)} ms (half of them), ` +
      `${at(0.95)} ms (95 of 100), ${marks.at(-1)} ms at most`,
  );
  assert.ok(ratings >= KILLS / 2, "there was something to lose");
});

/** A page of the same site that is not the application. */
async function blankPage(browser) {
  const page = await browser.newPage();
  await page.route("**/blank", (route) => route.fulfill({ contentType: "text/html", body: "" }));
  await page.goto(new URL("blank", site).href);
  return page;
}

/** Runs a story after some ratings; then the page is gone and one of the two stores with it. */
function withoutOneStore(remove) {
  return withBrowser(DESKTOP, async (page, browser) => {
    await noLimits(page);
    await open(page, "#/study");
    for (let rating = 0; rating < 5; rating += 1) await rate(page);
    await page.locator(".saved[data-state=even]").waitFor();
    const before = await reviews(page);
    assert.equal(before.length, 5);
    await page.close();
    const other = await blankPage(browser);
    await other.evaluate(remove);
    const again = await browser.newPage();
    assert.deepEqual((await reviews(again)).sort(), before.sort());
    await open(again, "#/study");
    assert.equal(numbers((await sessionState(again)).counts).new > 0, true);
    await rate(again);
    await again.locator(".saved[data-state=even]").waitFor();
    return again;
  });
}

test("without localStorage everything comes back from the second store", () =>
  withoutOneStore(() => localStorage.clear()));

test("without the second store everything is written there again", () =>
  withBrowser(DESKTOP, async (page, browser) => {
    await noLimits(page);
    await open(page, "#/study");
    for (let rating = 0; rating < 3; rating += 1) await rate(page);
    await page.locator(".saved[data-state=even]").waitFor();
    await page.close();
    const other = await blankPage(browser);
    await other.evaluate(
      () =>
        new Promise((resolve, reject) => {
          const request = indexedDB.deleteDatabase("waymark-journal");
          request.onsuccess = resolve;
          request.onerror = reject;
        }),
    );
    const again = await browser.newPage();
    await open(again);
    const keys = Object.keys(await stored(again)).filter((key) => key.startsWith("waymark/journal/"));
    assert.ok(keys.length > 0);
    await again.waitForFunction(
      (expected) =>
        new Promise((resolve) => {
          const request = indexedDB.open("waymark-journal");
          request.onerror = () => resolve(false);
          request.onsuccess = () => {
            const database = request.result;
            const read = database.transaction("segments").objectStore("segments").getAllKeys();
            read.onsuccess = () => {
              database.close();
              resolve(expected.every((key) => read.result.includes(key)));
            };
          };
        }),
      keys,
      { polling: 300 },
    );
  }));
