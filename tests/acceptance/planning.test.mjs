// Stories of plans: a holiday, an interview, a phase that waits, a leech.

import assert from "node:assert/strict";
import { test } from "node:test";
import { DESKTOP, PHONE, numbers, open, sessionState, withBrowser } from "./browser.mjs";
import { backupOfRuns } from "./history.mjs";
import { add, choose, file, openImport } from "./importing.mjs";
import { cardsOf } from "./large.mjs";
import { giveBackup } from "./restoring.mjs";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** 2026-06-10T18:00:00Z: eight in the evening in Berlin. */
const EVENING = 1_781_114_400_000;

/** Opens the application anew at that time, as on another day; time stands still then. */
async function arrive(page, time, fragment = "#/study") {
  await page.clock.setFixedTime(time);
  await page.goto("about:blank");
  await open(page, fragment);
}

/** Rates up to so many cards from `time` on, a minute each. */
async function rate(page, time, cards, key = "3") {
  for (let card = 0; card < cards; card += 1) {
    if ((await sessionState(page)).question === "finished") break;
    await page.clock.setFixedTime(time + card * MINUTE + 10_000);
    await page.keyboard.press("Space");
    await page.locator(".answer").waitFor();
    await page.clock.setFixedTime(time + card * MINUTE + 20_000);
    await page.keyboard.press(key);
    await page.locator(".answer").waitFor({ state: "detached" });
  }
}

/** Sets numbers by the names of their fields. */
async function set(page, time, values) {
  await arrive(page, time, "#/settings");
  for (const [name, value] of Object.entries(values)) {
    const field = page.locator(`[name=${name}]`);
    await field.fill(`${value}`);
    await field.press("Tab");
  }
}

async function counts(page, time) {
  await arrive(page, time);
  const state = await sessionState(page);
  return state.question === "finished" ? {} : numbers(state.counts);
}

test("the tenth day after a holiday has a plan, and new cards wait meanwhile", () =>
  withBrowser(PHONE, async (page) => {
    await set(page, EVENING, { "new-per-day": 8 });
    await arrive(page, EVENING);
    await rate(page, EVENING, 8);
    await set(page, EVENING + 30 * MINUTE, { "reviews-per-day": 2 });
    const back = EVENING + 10 * DAY;
    assert.deepEqual(await counts(page, back), { due: 2, new: 0, "to repeat": 0 });
    await arrive(page, back, "#/");
    const plan = page.getByRole("region", { name: "Your plan" });
    await plan.getByText("8 due: 4 days at 2 a day, the oldest first. New cards wait until then.").waitFor();
    assert.equal(await page.locator(".invitation-figure").innerText(), "2 cards for today");
    // With more reviews a day it is over sooner, and there is no plan any more.
    await set(page, back + MINUTE, { "reviews-per-day": 50 });
    assert.deepEqual(await counts(page, back + 2 * MINUTE), { due: 8, new: 8, "to repeat": 0 });
    await arrive(page, back + 3 * MINUTE, "#/");
    await page.locator(".roadmaps").waitFor();
    assert.equal(await plan.count(), 0);
  }));

test("an interview in three weeks makes the pace", () =>
  withBrowser(DESKTOP, async (page) => {
    const today = Math.floor(EVENING / DAY);
    const backup = {
      format: "waymark-backup",
      version: 2,
      made: EVENING,
      runs: [
        {
          replica: "00000000000000aa",
          first: 0,
          instant: EVENING,
          offset: 120,
          events: [[0, { arranged: ["kubernetes-foundations", { deadline: today + 21 }] }]],
        },
      ],
      documents: [],
      put_away: [],
      unreadable: [],
    };
    await arrive(page, EVENING, "#/settings");
    await giveBackup(page, JSON.stringify(backup));
    await page.getByText(/Restored: 1 event added/).waitFor();
    await arrive(page, EVENING + MINUTE, "#/");
    const line = page.getByRole("region", { name: "Your plan" }).locator("p").first();
    const words = await line.innerText();
    const [, cards, needed] = /: (\d+) cards by 1 July 2026 needs (\d+) new a day, /.exec(words) ?? [];
    assert.equal(Number(needed), Math.ceil(Number(cards) / 14), words);
    const { new: fresh } = await counts(page, EVENING + 2 * MINUTE);
    assert.equal(fresh, Math.max(20, Math.min(50, Number(needed))));
  }));

test("a phase waits for a forgotten one, and one tap opens it", () =>
  withBrowser(DESKTOP, async (page) => {
    const terms = (phase, number) =>
      Array.from({ length: number }, (_, index) => `- **${phase} ${index}**: number ${index} of ${phase}.\n`).join("");
    const source = `# Tea\n\n## Leaves\n\n${terms("Leaf", 6)}\n## Water\n\n${terms("Water", 4)}`;
    await page.clock.setFixedTime(EVENING);
    await openImport(page);
    await choose(page, file("tea.md", source));
    await add(page);
    await set(page, EVENING, { "new-per-day": 6 });
    await arrive(page, EVENING);
    await rate(page, EVENING, 6, "1");
    await rate(page, EVENING + 10 * MINUTE, 6);
    const next = EVENING + DAY;
    await arrive(page, next, "#/");
    const plan = page.getByRole("region", { name: "Your plan" });
    await plan.getByText(/4 new cards from “Water” on wait until “Leaves” is known better/).waitFor();
    await plan.getByRole("button", { name: "Open it now" }).click();
    await plan.waitFor({ state: "detached" });
    await arrive(page, next + MINUTE);
    assert.deepEqual(numbers((await sessionState(page)).counts), { due: 6, new: 6, "to repeat": 0 });
    await rate(page, next + MINUTE, 6);
    assert.match(await page.locator(".path").innerText(), /Water/);
  }));

test("a leech is found and shown", () =>
  withBrowser(DESKTOP, async (page) => {
    await set(page, EVENING, { "new-per-day": 1, "leech-lapses": 1 });
    await arrive(page, EVENING);
    await rate(page, EVENING, 1);
    await arrive(page, EVENING + DAY);
    await rate(page, EVENING + DAY, 1, "1");
    // After the new card it is asked again.
    await rate(page, EVENING + DAY + 5 * MINUTE, 1);
    await page.clock.setFixedTime(EVENING + DAY + 10 * MINUTE);
    await page.keyboard.press("Space");
    const advice = page.getByRole("region", { name: "A leech" });
    await advice.waitFor();
    assert.match(await advice.innerText(), /^Forgotten 1 time: /);
    await arrive(page, EVENING + DAY + 30 * MINUTE, "#/");
    const plan = page.getByRole("region", { name: "Your plan" });
    await plan.getByText(/1 card is forgotten again and again/).waitFor();
    assert.match(await plan.getByRole("link").getAttribute("href"), /^#\/browse/);
    await set(page, EVENING + DAY + 40 * MINUTE, { "leech-lapses": 0 });
    await arrive(page, EVENING + DAY + 50 * MINUTE, "#/");
    await page.locator(".roadmaps").waitFor();
    assert.equal(await plan.count(), 0);
  }));

/** Goes from control to control until one of that name has the focus, and presses it. */
async function press(page, name) {
  const focused = () => page.evaluate(() => document.activeElement.textContent);
  for (let steps = 0; steps < 30 && (await focused()) !== name; steps += 1) await page.keyboard.press("Tab");
  assert.equal(await focused(), name);
  await page.keyboard.press("Enter");
}

test("at the eighth lapse there is advice where the card is asked, and each of it is followed by keyboard", () =>
  withBrowser(DESKTOP, async (page) => {
    const source = "# Tea\n\n## Leaves\n\n- **Green**: not oxidised.\n";
    const [green] = cardsOf(source);
    // Known and forgotten in turn, until yesterday: forgotten seven times.
    const runs = Array.from({ length: 15 }, (_, evening) => ({
      replica: (evening + 1).toString(16).padStart(16, "0"),
      first: 0,
      instant: EVENING - (15 - evening) * DAY,
      offset: 120,
      events: [[0, { r: [green, evening % 2 === 1 ? 2 : 4, 6_000] }]],
    }));
    await page.clock.setFixedTime(EVENING);
    await openImport(page);
    await choose(page, file("tea.md", source));
    await add(page);
    await set(page, EVENING, { "new-per-day": 0 });
    await giveBackup(page, backupOfRuns(runs));
    await page.getByText("Restored: 15 events added").waitFor();

    const advice = page.getByRole("region", { name: "A leech" });
    let now = EVENING + MINUTE;
    const show = async () => {
      await page.clock.setFixedTime((now += MINUTE));
      await page.keyboard.press("Space");
      await page.locator(".answer").waitFor();
    };
    await arrive(page, now);
    await page.getByText("What is meant by Green?").waitFor();
    await show();
    assert.equal(await advice.count(), 0, "forgotten seven times, it is none yet");
    await page.clock.setFixedTime((now += MINUTE));
    await page.keyboard.press("1");
    await page.locator(".answer").waitFor({ state: "detached" });
    await show();
    assert.match(await advice.innerText(), /^Forgotten 8 times: /);

    // Rewrite.
    await press(page, "Rewrite");
    await page.locator("[name=own-answer]").waitFor();
    await page.keyboard.insertText("Steamed, so that it stays green.");
    await page.keyboard.press("Control+Enter");
    await page.getByRole("group", { name: "Your answer" }).getByText("Steamed, so that it stays green.").waitFor();

    // Split, where it is written; the session goes on.
    await press(page, "Split");
    const field = page.getByLabel("Markdown of these lines");
    await field.waitFor();
    assert.equal(await field.inputValue(), "- **Green**: not oxidised.");
    await page.keyboard.press("Control+End");
    await page.keyboard.insertText("\n- **Matcha**: green leaves, ground.");
    await page.keyboard.press("Control+Enter");
    await field.waitFor({ state: "detached" });
    await page.getByText("What is meant by Green?").waitFor();
    await show();
    await advice.waitFor();

    // Suspend, with the way back.
    await press(page, "Put aside");
    await page.getByText("Put aside until you resume it.").waitFor();
    assert.equal((await sessionState(page)).question, "finished");
    await arrive(page, now, "#/browse/is%3Asuspended");
    const found = page.locator(".browse-rows").getByRole("link");
    await found.filter({ hasText: "What is meant by Green?" }).waitFor();
    assert.equal(await found.count(), 1);
    await arrive(page, now, "#/browse/Matcha");
    await found.filter({ hasText: "What is meant by Matcha?" }).waitFor();

    // Its own page says the same, with all three at hand.
    await arrive(page, now, "#/browse/is%3Aleech");
    await found.click();
    await page.getByRole("heading", { name: "A leech" }).waitFor();
    await page.getByText("Forgotten 8 times.").waitFor();
    await page.getByLabel("In your own words").waitFor();
    await page.getByRole("link", { name: "Edit this card" }).waitFor();
    await page.getByRole("button", { name: "Resume" }).waitFor();
  }));
