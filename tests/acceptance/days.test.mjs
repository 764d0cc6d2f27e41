// Stories of whole days: the first one, and one on a train; and what a card is asked with.

import assert from "node:assert/strict";
import { test } from "node:test";
import { DESKTOP, PHONE, numbers, open, pastSameTap, reveal, sessionState, stored, withBrowser, withProfile } from "./browser.mjs";
import { facts } from "./changing.mjs";
import { Host, built } from "./hosting.mjs";
import { add, choose, file, openImport } from "./importing.mjs";
import { everythingIsCached, openAt } from "./offline.mjs";

/** Rates the card that is asked, by touch. */
async function tapRating(page, name) {
  await sessionState(page);
  await pastSameTap(page);
  await page.getByRole("button", { name: "Show answer" }).tap();
  const button = page.locator(`.rating[data-rating=${name}]`);
  await button.waitFor();
  await pastSameTap(page);
  await button.tap();
  await page.locator(".answer").waitFor({ state: "detached" });
}

test("the first day, by touch: from a page that is new to the end, and the day after", () =>
  withBrowser(PHONE, async (page) => {
    await open(page, "#/settings");
    await page.locator("[name=new-per-day]").fill("4");
    await page.locator("[name=new-per-day]").press("Tab");
    await page.getByRole("link", { name: "Today" }).tap();
    await page.getByText("4 cards for today", { exact: true }).waitFor();
    await page.locator(".invitation-start").tap();
    for (const name of ["good", "again", "easy", "good"]) await tapRating(page, name);
    // What was forgotten comes back the same day until it is known.
    assert.equal(numbers((await sessionState(page)).counts)["to repeat"], 1);
    await tapRating(page, "good");
    await page.locator(".finish").waitFor();
    await page.getByText(/5 ratings in .*recalled/).waitFor();
    await page.getByRole("button", { name: "Undo" }).tap();
    await page.locator(".question").waitFor();
    await tapRating(page, "good");
    await page.getByRole("link", { name: "Back to Today" }).tap();
    await page.getByText("Done for today", { exact: true }).waitFor();
    const tomorrow = Date.now() + 24 * 3_600_000;
    await page.clock.setFixedTime(tomorrow);
    await page.goto("about:blank");
    await open(page);
    await page.getByText("8 cards for today", { exact: true }).waitFor();
    await page.getByText("4 due · 4 new").waitFor();
  }));

test("a phone on a train: the network goes and comes, the app is closed, and every rating is there", () =>
  withProfile(async (launch) => {
    const host = await new Host(built).start();
    let asked;
    await launch(PHONE, async (page) => {
      await openAt(page, host);
      await everythingIsCached(page);
      await openAt(page, host, "#/study");
      await tapRating(page, "good");
      await host.stop();
      await tapRating(page, "easy");
      await tapRating(page, "again");
      asked = await sessionState(page);
    });
    try {
      await launch(PHONE, async (page) => {
        await openAt(page, host, "#/study");
        assert.deepEqual(await sessionState(page), asked, "the session goes on where it was");
        await tapRating(page, "good");
        await host.start();
        await tapRating(page, "good");
        await page.reload();
        await sessionState(page);
        assert.equal(facts(await stored(page), "r").length, 5);
      });
    } finally {
      await host.stop();
    }
  }));

/** The ratings whose key lies on the name. */
const covered = (ratings) =>
  ratings
    .filter((rating) => {
      const words = document.createRange();
      words.selectNodeContents(rating.querySelector(".rating-name"));
      const name = words.getBoundingClientRect();
      const key = rating.querySelector(".rating-key").getBoundingClientRect();
      return key.width > 0 && name.right > key.left && name.bottom > key.top && key.bottom > name.top;
    })
    .map((rating) => rating.dataset.rating);

test("all six qualities, where one wants them, by the keys from 0 to 5", () =>
  withBrowser({ ...DESKTOP, serviceWorkers: "block" }, async (page) => {
    await open(page, "#/settings");
    await page.locator("[name=ratings]").selectOption("6");
    await open(page, "#/study");
    await sessionState(page);
    await page.keyboard.press("?");
    await page.locator(".sheet-hint", { hasText: "Rate it" }).getByText("0 – 5").waitFor();
    await page.keyboard.press("Escape");
    for (const key of ["0", "1", "2", "3", "4", "5"]) {
      await reveal(page);
      assert.equal(await page.locator(".rating").count(), 6);
      assert.deepEqual(await page.locator(".rating").evaluateAll(covered), [], "each name is seen whole");
      await page.keyboard.press(key);
      await page.locator(".answer").waitFor({ state: "detached" });
    }
    const rated = facts(await stored(page), "r").map(([, quality]) => quality);
    assert.deepEqual(rated, [0, 1, 2, 3, 4, 5]);
  }));

const CLOZE = `# Node

## Parts

The ==kubelet== reports to the ==API server==^[which component?]. #flashcards
`;

test("words that are left out are asked one by one, apart from each other, and shown in their sentence", () =>
  withBrowser({ ...DESKTOP, serviceWorkers: "block" }, async (page) => {
    await openImport(page);
    await choose(page, file("node.md", CLOZE));
    await add(page);
    await open(page, "#/study");
    const { question } = await sessionState(page);
    assert.match(question, /reports to the/);
    assert.doesNotMatch(question, /kubelet/);
    await reveal(page);
    await page.locator(".answer", { hasText: "kubelet" }).waitFor();
    await page.keyboard.press("3");
    await page.locator(".answer").waitFor({ state: "detached" });
    const next = await sessionState(page);
    assert.doesNotMatch(next.question, /reports to the/, "what gives it away does not come next");
  }));

test("a card takes as long as it was in sight, and a minute at most", () =>
  withBrowser({ ...DESKTOP, serviceWorkers: "block" }, async (page) => {
    const begin = Date.now();
    const at = (seconds) => page.clock.setFixedTime(begin + seconds * 1_000);
    const see = (hidden) => page.evaluate((hidden) => {
      Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
      document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
    }, hidden);
    const answer = async (seconds) => {
      await at(seconds);
      await page.keyboard.press("Space");
      await page.locator(".answer").waitFor();
      await at(seconds + 1);
      await page.keyboard.press("3");
      await page.locator(".answer").waitFor({ state: "detached" });
    };
    await at(0);
    await open(page, "#/study");
    await sessionState(page);
    await at(3);
    await see(true);
    await at(30);
    await see(false);
    await answer(34);
    await answer(1_000);
    const took = facts(await stored(page), "r").map(([, , took]) => took);
    assert.deepEqual(took, [8_000, 60_000]);
  }));
