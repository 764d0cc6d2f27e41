// Stories of storage: full, blocked, damaged, backed up.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { DESKTOP, PHONE, numbers, open, pastSameTap, pressRating, rate, sessionState, site, stored, withBrowser } from "./browser.mjs";
import { backupOfRuns } from "./history.mjs";
import { giveBackup } from "./restoring.mjs";

/** Leaves no room in localStorage. */
function fill(page) {
  return page.evaluate(() => {
    for (let size = 1 << 22; size > 0; size >>= 1) {
      for (let again = true; again; ) {
        try {
          localStorage.setItem(`filler/${size}/${Math.random()}`, "x".repeat(size));
        } catch {
          again = false;
        }
      }
    }
  });
}

function empty(page) {
  return page.evaluate(() => {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith("filler/")) localStorage.removeItem(key);
    }
  });
}

test("a full store keeps the card on the screen and loses nothing", () =>
  withBrowser(PHONE, async (page) => {
    await open(page, "#/study");
    await rate(page);
    await page.waitForFunction(() => document.querySelector(".counts").innerText.includes("19 new"));
    const before = await sessionState(page);
    const kept = await stored(page);
    await fill(page);
    await pressRating(page);
    const alert = page.getByRole("alert").filter({ hasText: "storage for this site is full" });
    await alert.waitFor();
    assert.match(await alert.innerText(), /everything before it is safe/);
    assert.deepEqual(await sessionState(page), before, "the card has not moved on");
    assert.deepEqual(await stored(page), kept);
    // The backup does not need storage.
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      alert.getByRole("button", { name: "Download backup" }).tap(),
    ]);
    const backup = JSON.parse(await readFile(await download.path(), "utf8"));
    assert.equal(backup.format, "waymark-backup");
    assert.equal(backup.runs[0].events.length, 2, "the document and the review");
    await empty(page);
    await pastSameTap(page);
    await page.locator(".rating[data-rating=good]").tap();
    await page.waitForFunction(() => document.querySelector(".counts").innerText.includes("18 new"));
    await alert.waitFor({ state: "detached" });
  }));

test("blocked storage says what happened and what to do", () =>
  withBrowser(
    { ...PHONE, preferences: { profile: { default_content_setting_values: { cookies: 2 } } } },
    async (page) => {
      await page.goto(site);
      await page.getByRole("heading", { name: /does not let Waymark remember/ }).waitFor();
      assert.match(await page.locator(".notice").innerText(), /Nothing was deleted/);
      assert.match(await page.locator(".detail").innerText(), /SecurityError/);
      await page.getByRole("button", { name: "Try again" }).tap();
      await page.getByRole("heading", { name: /does not let Waymark remember/ }).waitFor();
    },
  ));

test("missing roadmaps say so, and trying again helps", () =>
  withBrowser({ ...DESKTOP, serviceWorkers: "block" }, async (page, browser) => {
    // The answer is a page, not an error, so that the browser itself has nothing to log.
    await browser.route(/roadmaps-.*\.bin/, (route) => route.fulfill({ body: "<!doctype html>" }));
    await page.goto(site);
    await page.getByRole("heading", { name: "The roadmaps could not be read" }).waitFor();
    await browser.unroute(/roadmaps-.*\.bin/);
    await page.getByRole("button", { name: "Try again" }).click();
    await page.locator(".invitation-start").waitFor();
  }));

test("an unreadable piece is named, kept and exported; the rest works", () =>
  withBrowser(DESKTOP, async (page) => {
    await open(page, "#/study");
    await rate(page);
    await page.waitForFunction(() => document.querySelector(".counts").innerText.includes("19 new"));
    const damaged = "waymark/journal/00000000000000aa/0";
    await page.evaluate((key) => localStorage.setItem(key, "waymark-segment 9 0\n{}"), damaged);
    await page.reload();
    assert.equal(numbers((await sessionState(page)).counts).new, 19);
    await open(page);
    const notice = page.getByRole("region", { name: "Unreadable history" });
    assert.match(await notice.innerText(), /1 piece of it cannot be read/);
    await notice.getByRole("link", { name: "Show details" }).click();
    const pieces = page.getByRole("region", { name: "Pieces that cannot be read" });
    assert.match(await pieces.locator("li").innerText(), /00000000000000aa\/0\s.*version 9/s);
    await open(page, "#/settings");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.locator(".panel").getByRole("button", { name: "Download backup" }).click(),
    ]);
    const backup = JSON.parse(await readFile(await download.path(), "utf8"));
    assert.deepEqual(backup.unreadable, [[damaged, "waymark-segment 9 0\n{}"]]);
    await open(page, "#/study");
    await rate(page);
    await page.waitForFunction(() => document.querySelector(".counts").innerText.includes("18 new"));
    assert.equal((await stored(page))[damaged], "waymark-segment 9 0\n{}");
  }));

test("a backup moves everything to another browser", async () => {
  let backup;
  let state;
  await withBrowser(DESKTOP, async (page) => {
    await open(page, "#/study");
    for (const key of ["3", "1", "4"]) await rate(page, key);
    await page.waitForFunction(() => document.querySelector(".counts").innerText.includes("17 new"));
    state = await sessionState(page);
    await open(page, "#/settings");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Download backup" }).click(),
    ]);
    assert.match(download.suggestedFilename(), /^waymark-\d{4}-\d\d-\d\d\.json$/);
    backup = await readFile(await download.path(), "utf8");
  });
  await withBrowser(PHONE, async (page) => {
    await open(page, "#/settings");
    await giveBackup(page, '{"format":"other","version":1}');
    await page.getByText("Nothing was changed: the file is not a Waymark backup").waitFor();
    assert.deepEqual(await stored(page), {});
    await giveBackup(page, backup);
    await page.getByText("Restored: 4 events added, 0 here already.").waitFor();
    await giveBackup(page, backup);
    await page.getByText("Restored: 0 events added, 4 here already.").waitFor();
    await open(page, "#/study");
    assert.deepEqual(await sessionState(page), state);
    await page.reload();
    assert.deepEqual(await sessionState(page), state);
  });
});

test("with 100,000 reviews of 10,000 cards stored, a rating writes one small segment", () =>
  withBrowser(DESKTOP, async (page) => {
    const runs = [];
    for (let replica = 1; replica <= 200; replica += 1) {
      const events = Array.from({ length: 500 }, (_, n) => {
        const card = (((replica - 1) * 500 + n) % 10_000).toString(16).padStart(16, "0");
        return [60_000, { r: [card, 4, 5_000] }];
      });
      const hex = replica.toString(16).padStart(16, "0");
      runs.push({ replica: hex, first: 0, instant: 1_700_000_000_000 + replica * 86_400_000, offset: 60, events });
    }
    const backup = backupOfRuns(runs);
    await open(page, "#/settings");
    await giveBackup(page, backup);
    await page.getByText("Restored: 100,000 events added").waitFor();
    await open(page, "#/study");
    await page.evaluate(() => {
      const setItem = Storage.prototype.setItem;
      window.writes = [];
      Storage.prototype.setItem = function (key, value) {
        window.writes.push(key.length + value.length);
        return setItem.call(this, key, value);
      };
    });
    for (let card = 0; card < 3; card += 1) {
      await rate(page);
    }
    const writes = await page.evaluate(() => window.writes);
    assert.equal(writes.length, 3, "one write a rating");
    assert.ok(Math.max(...writes) <= 4_000, `${writes}`);
  }));
