// A swipe on a phone: to the right Good, to the left Again, and nothing by accident.

import assert from "node:assert/strict";
import { test } from "node:test";
import { PHONE, numbers, open, pastSameTap, reveal, sessionState, withBrowser } from "./browser.mjs";
import { across, finger } from "./touching.mjs";

test("a swipe rates the card whose answer was seen", () =>
  withBrowser({ ...PHONE, serviceWorkers: "block" }, async (page) => {
    await open(page, "#/study");
    const first = await sessionState(page);
    // The answer was not seen: nothing moves.
    await finger(page, across(150), async () => assert.equal(await page.locator(".swipe").count(), 0));
    assert.deepEqual(await sessionState(page), first);

    await reveal(page);
    // Too short, and back again.
    await finger(page, across(70), async () => {
      assert.equal(await page.locator(".swipe").innerText(), "Good");
      assert.equal(await page.locator(".swipe[data-sure]").count(), 0);
    });
    await page.locator(".swipe").waitFor({ state: "detached" });
    await finger(page, [...across(150), [210, 300]]);
    await page.locator(".swipe").waitFor({ state: "detached" });
    assert.equal(await page.locator(".answer").count(), 1);

    await finger(page, across(150), () => page.locator(".swipe[data-sure]").waitFor());
    await page.waitForFunction(() => document.querySelector(".counts").innerText.includes("19 new"));
    assert.deepEqual(numbers((await sessionState(page)).counts), { due: 0, new: 19, "to repeat": 0 });

    await reveal(page);
    await finger(page, across(-150), async () => assert.equal(await page.locator(".swipe").innerText(), "Again"));
    await page.waitForFunction(() => document.querySelector(".counts").innerText.includes("18 new"));
    assert.deepEqual(numbers((await sessionState(page)).counts), { due: 0, new: 18, "to repeat": 1 });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 390, `nothing is wider than the screen: ${width}`);
  }));

test("up and down scrolls as ever", () =>
  withBrowser({ ...PHONE, viewport: { width: 390, height: 360 }, serviceWorkers: "block" }, async (page) => {
    await open(page, "#/study");
    await sessionState(page);
    await reveal(page);
    await page.keyboard.press("w");
    await page.locator(".why").waitFor();
    await page.evaluate(() => window.scrollTo(0, 0));
    await finger(page, [[200, 200], [202, 170], [204, 130], [206, 90]]);
    await page.waitForFunction(() => window.scrollY > 20);
    assert.equal(await page.locator(".answer").count(), 1);
  }));

test("a tap right after a swipe counts", () =>
  withBrowser({ ...PHONE, serviceWorkers: "block" }, async (page) => {
    await open(page, "#/study");
    await sessionState(page);
    // On the question side it rates nothing, and it must not take the tap with it.
    await finger(page, across(150));
    await page.locator(".reveal").tap();
    await page.locator(".rating, .steps-left").first().waitFor({ timeout: 5_000 });
    const all = page.getByRole("button", { name: "Show all" });
    if (await all.count()) await all.click();
    await pastSameTap(page);
    await finger(page, across(150));
    await page.waitForFunction(() => document.querySelector(".counts").innerText.includes("19 new"));
    await pastSameTap(page);
    await page.locator(".reveal").tap();
    await page.locator(".rating, .steps-left").first().waitFor({ timeout: 5_000 });
  }));

test("the ratings fit a phone with the largest letters, and what was done is said above them", () =>
  withBrowser({ ...PHONE, serviceWorkers: "block" }, async (page) => {
    await open(page, "#/settings");
    await page.locator("[name=text-size]").selectOption({ label: "Largest" });
    await open(page, "#/study");
    await reveal(page);
    const ratings = await page.locator(".rating").evaluateAll((buttons) => buttons.map((button) => {
      const { left, right } = button.getBoundingClientRect();
      return left >= 8 && right <= innerWidth - 8 && button.scrollWidth <= button.clientWidth;
    }));
    assert.deepEqual(ratings, [true, true, true, true]);
    await page.keyboard.press("f");
    const said = await page.locator(".said").boundingBox();
    const actions = await page.locator(".rating").first().boundingBox();
    assert.ok(said.y + said.height <= actions.y, "nothing covers a button");
  }));
