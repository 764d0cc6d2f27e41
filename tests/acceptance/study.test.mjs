// Stories of studying: by keyboard on a desk, by touch on a phone.

import assert from "node:assert/strict";
import { test } from "node:test";
import { DESKTOP, PHONE, numbers, open, pastSameTap, sessionState, stored, withBrowser } from "./browser.mjs";

test("ten cards by keyboard, one undone, and everything is there after a reload", () =>
  withBrowser(DESKTOP, async (page) => {
    await open(page);
    // A stranger starts with one key press: the button is reached by Tab alone.
    await page.keyboard.press("Tab");
    while (!(await page.locator(".invitation-start:focus").count())) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    const first = await sessionState(page);
    assert.deepEqual(numbers(first.counts), { due: 0, new: 20, "to repeat": 0 });

    const seen = new Set();
    const keys = ["3", "1", " ", "4", "2", "Enter", "3", "3", "1", "4"];
    for (const [index, key] of keys.entries()) {
      const before = await sessionState(page);
      seen.add(before.question);
      // No key rates a card whose answer was not seen.
      await page.keyboard.press("3");
      assert.deepEqual(await sessionState(page), before);
      await pastSameTap(page);
      await page.keyboard.press("Space");
      await page.locator(".answer").waitFor();
      assert.equal(await page.locator(".rating").count(), 4);
      await pastSameTap(page);
      await page.keyboard.press(key === " " ? "Space" : key);
      await page.locator(".answer").waitFor({ state: "detached" });
      assert.equal(numbers((await sessionState(page)).counts).new, 19 - index);
    }
    assert.equal(seen.size, 10, "ten different questions");
    const ten = await sessionState(page);
    assert.deepEqual(numbers(ten.counts), { due: 0, new: 10, "to repeat": 3 });

    await page.keyboard.press("u");
    await page.waitForFunction(() => document.querySelector(".counts").innerText.includes("11 new"));
    const undone = await sessionState(page);
    assert.deepEqual(numbers(undone.counts), { due: 0, new: 11, "to repeat": 3 });
    assert.ok(seen.has(undone.question), "the card comes back");

    const before = await stored(page);
    await page.reload();
    assert.deepEqual(await sessionState(page), undone);
    // The importer takes note of what the roadmaps are now; that is no history.
    const { "waymark/roadmaps": _, ...after } = await stored(page);
    assert.deepEqual(after, before, "opening writes nothing");
    await open(page);
    assert.equal(await page.locator(".invitation-figure").innerText(), "14 cards for today");

    // Redo is not for a new tab, but studying goes on.
    await page.locator(".invitation-start").click();
    await sessionState(page);
    await page.keyboard.press("Space");
    await page.locator(".answer").waitFor();
    await pastSameTap(page);
    await page.keyboard.press("3");
    await page.waitForFunction(() => document.querySelector(".counts").innerText.includes("10 new"));
  }));

test("undo and redo, to the finish screen and back", () =>
  withBrowser(DESKTOP, async (page) => {
    await open(page, "#/settings");
    await page.locator("[name=new-per-day]").fill("2");
    await page.locator("[name=new-per-day]").press("Tab");
    await open(page, "#/study");
    assert.deepEqual(numbers((await sessionState(page)).counts), { due: 0, new: 2, "to repeat": 0 });
    for (const key of ["3", "1", "3"]) {
      await pastSameTap(page);
      await page.keyboard.press("Space");
      await page.locator(".answer").waitFor();
      await pastSameTap(page);
      await page.keyboard.press(key);
      await page.locator(".answer").waitFor({ state: "detached" });
    }
    await page.getByRole("heading", { name: "Done for today" }).waitFor();
    assert.match(await page.locator(".finish-words").innerText(), /^3 ratings in .*, 66% recalled\.$/);
    assert.match(await page.locator(".finish-next").innerText(), /new cards wait for another day/);
    await page.keyboard.press("Control+z");
    assert.deepEqual(numbers((await sessionState(page)).counts), { due: 0, new: 0, "to repeat": 1 });
    await page.keyboard.press("Control+Shift+z");
    await page.getByRole("heading", { name: "Done for today" }).waitFor();
  }));

test("ten cards by touch on a phone, one undone, and everything is there after a reload", () =>
  withBrowser(PHONE, async (page) => {
    await open(page);
    await page.locator(".invitation-start").tap();
    const names = ["good", "again", "good", "easy", "hard", "good", "good", "good", "again", "easy"];
    for (const [index, name] of names.entries()) {
      await sessionState(page);
      await pastSameTap(page);
      await page.getByRole("button", { name: "Show answer" }).tap();
      const button = page.locator(`.rating[data-rating=${name}]`);
      const box = await button.boundingBox();
      assert.ok(box.width >= 44 && box.height >= 44, `${name} is ${box.width} by ${box.height}`);
      assert.ok(box.y + box.height <= 844, "the button is on the screen");
      await pastSameTap(page);
      await button.tap();
      await page.locator(".answer").waitFor({ state: "detached" });
      assert.equal(numbers((await sessionState(page)).counts).new, 19 - index);
    }
    await page.getByRole("button", { name: "Undo" }).tap();
    await page.waitForFunction(() => document.querySelector(".counts").innerText.includes("11 new"));
    const undone = await sessionState(page);
    await page.reload();
    assert.deepEqual(await sessionState(page), undone);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 390, `nothing is wider than the screen: ${width}`);
  }));

test("the button says what the grade will do", () =>
  withBrowser(DESKTOP, async (page) => {
    await open(page, "#/study");
    await sessionState(page);
    await page.keyboard.press("Space");
    const buttons = page.getByRole("group", { name: "How well did you recall it?" });
    for (const name of [
      "Again again today, then in 1 day",
      "Hard again today, then in 1 day",
      "Good in 1 day",
      "Easy in 1 day",
    ]) {
      await buttons.getByRole("button", { name, exact: true }).waitFor();
    }
    assert.deepEqual(await page.locator(".rating-interval").allInnerTexts(), Array(4).fill("1 day"));
  }));

test("a second tap within the same instant does not grade", () =>
  withBrowser(DESKTOP, async (page) => {
    await page.clock.install({ time: new Date("2026-03-02T10:00:00+01:00") });
    await open(page, "#/study");
    const before = await sessionState(page);
    await page.clock.pauseAt(new Date("2026-03-02T10:05:00+01:00"));
    await page.keyboard.press("Space");
    await page.locator(".answer").waitFor();
    await page.keyboard.press("3");
    await page.keyboard.press("Enter");
    assert.deepEqual(await sessionState(page), before);
    await page.clock.pauseAt(new Date("2026-03-02T10:05:01+01:00"));
    await page.keyboard.press("3");
    await page.waitForFunction(() => document.querySelector(".counts").innerText.includes("19 new"));
  }));

test("a page left open overnight shows the new day", () =>
  withBrowser(DESKTOP, async (page) => {
    await page.clock.install({ time: new Date("2026-03-02T22:00:00+01:00") });
    await open(page, "#/study");
    for (let card = 0; card < 20; card += 1) {
      await sessionState(page);
      await page.keyboard.press("Space");
      await page.locator(".answer").waitFor();
      await page.clock.runFor(1_000);
      await page.keyboard.press("4");
      await page.locator(".answer").waitFor({ state: "detached" });
      await page.clock.runFor(1_000);
    }
    await page.getByRole("heading", { name: "Done for today" }).waitFor();
    // Past midnight it is still the same study day.
    await page.clock.setSystemTime(new Date("2026-03-03T03:59:00+01:00"));
    await page.evaluate(() => window.dispatchEvent(new Event("focus")));
    assert.equal(await page.getByRole("heading", { name: "Done for today" }).count(), 1);
    await page.clock.setSystemTime(new Date("2026-03-03T04:00:00+01:00"));
    await page.evaluate(() => window.dispatchEvent(new Event("focus")));
    await page.locator(".question").waitFor();
    assert.deepEqual(numbers((await sessionState(page)).counts), { due: 20, new: 20, "to repeat": 0 });
  }));

test("two tabs study together", () =>
  withBrowser(DESKTOP, async (page, browser) => {
    await open(page, "#/study");
    const first = await sessionState(page);
    const other = await browser.newPage();
    await open(other, "#/study");
    assert.deepEqual(await sessionState(other), first);
    await other.keyboard.press("Space");
    await other.locator(".answer").waitFor();
    await pastSameTap(other);
    await other.keyboard.press("3");
    await other.waitForFunction(() => document.querySelector(".counts").innerText.includes("19 new"));
    await page.waitForFunction(() => document.querySelector(".counts").innerText.includes("19 new"));
    assert.deepEqual(await sessionState(page), await sessionState(other));
  }));

test("a page that was told of nothing catches up when it comes back into sight", () =>
  withBrowser(DESKTOP, async (page, browser) => {
    // As in a frozen page: the news of the other tab never arrives.
    await page.addInitScript(() =>
      window.addEventListener("storage", (event) => event.stopImmediatePropagation(), true),
    );
    await open(page, "#/study");
    await sessionState(page);
    const other = await browser.newPage();
    await open(other, "#/study");
    await sessionState(other);
    await other.keyboard.press("Space");
    await other.locator(".answer").waitFor();
    await pastSameTap(other);
    await other.keyboard.press("4");
    await other.waitForFunction(() => document.querySelector(".counts").innerText.includes("19 new"));
    await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange", { bubbles: true })));
    await page.waitForFunction(() => document.querySelector(".counts").innerText.includes("19 new"));
    assert.deepEqual(await sessionState(page), await sessionState(other));
  }));
