// Stories of clocks: one that is wrong for a week, zones that change, an hour that comes twice.

import assert from "node:assert/strict";
import { test } from "node:test";
import { DESKTOP, PHONE, numbers, open, sessionState, stored, withBrowser } from "./browser.mjs";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** 2026-06-10T18:00:00Z: eight in the evening in Berlin. */
const EVENING = 1_781_114_400_000;

/** Sets the clock of every page from now on; time stands still until it is set again. */
async function clock(page, time) {
  await page.clock.setFixedTime(time);
}

/** Opens the application anew at that time, as on another day. */
async function arrive(page, time, fragment = "#/study") {
  await clock(page, time);
  await page.goto("about:blank");
  await open(page, fragment);
}

/** Rates cards from `time` on, a minute each, and gives their questions. */
async function rate(page, time, cards, key = "3") {
  const asked = [];
  for (let card = 0; card < cards; card += 1) {
    const { question } = await sessionState(page);
    if (question === "finished") break;
    asked.push(question);
    await clock(page, time + card * MINUTE + 10_000);
    await page.keyboard.press("Space");
    await page.locator(".answer").waitFor();
    await clock(page, time + card * MINUTE + 20_000);
    await page.keyboard.press(key);
    await page.locator(".answer").waitFor({ state: "detached" });
  }
  return asked;
}

/** A whole study day, from opening to the finish screen. */
async function evening(page, time) {
  await arrive(page, time);
  return rate(page, time, 100);
}

async function limit(page, cards) {
  await open(page, "#/settings");
  await page.locator("[name=new-per-day]").fill(`${cards}`);
  await page.locator("[name=new-per-day]").press("Tab");
  await page.waitForFunction(() =>
    Object.keys(localStorage).some((key) => key.startsWith("waymark/journal/")),
  );
}

/** What is left to study today, by name. */
async function left(page, time) {
  await arrive(page, time);
  const state = await sessionState(page);
  if (state.question === "finished") return { due: 0, new: 0, "to repeat": 0 };
  return numbers(state.counts);
}

/** The instant of every event in storage, by replica. */
async function events(page) {
  const segments = Object.entries(await stored(page)).filter(([key]) => key.startsWith("waymark/journal/"));
  return segments.flatMap(([, text]) => JSON.parse(text.slice(text.indexOf("\n"))).events);
}

test("a clock that is wrong for a week and then corrected", () =>
  withBrowser(PHONE, async (page) => {
    await clock(page, EVENING);
    await limit(page, 2);
    for (let day = 0; day < 2; day += 1) await evening(page, EVENING + day * DAY);
    const notice = page.getByRole("status", { name: "Clock" });
    // From the third evening on, the device says that it is six days later.
    let wrong = 0;
    for (let day = 2; day < 9; day += 1) {
      wrong += (await evening(page, EVENING + (day + 6) * DAY)).length;
      await open(page);
      assert.equal(await notice.count(), 0, "a clock that is only ahead cannot know it");
    }
    // On the morning after, it is right again. Nothing is due twice, nothing is lost.
    const morning = EVENING + 8 * DAY + 14 * HOUR;
    const before = await stored(page);
    assert.deepEqual(await left(page, morning), { due: 0, new: 0, "to repeat": 0 });
    await arrive(page, morning, "#/");
    await notice.waitFor();
    const words = await notice.innerText();
    assert.match(words, /Between 18 June 2026 and 24 June 2026 a clock was about 6 days ahead\./);
    assert.match(words, new RegExp(`${wrong} ratings have wrong dates`));
    assert.match(words, /Today is 19 June 2026/);
    const { "waymark/roadmaps": _, ...unchanged } = await stored(page);
    const { "waymark/roadmaps": __, ...earlier } = before;
    assert.deepEqual(unchanged, earlier, "looking writes nothing");

    // Leaving them is remembered, and can be taken back.
    await notice.getByRole("button", { name: "Leave them" }).tap();
    await page.getByText("were left as they are").waitFor();
    await arrive(page, morning + MINUTE, "#/");
    assert.equal(await notice.count(), 0);
    assert.deepEqual(await left(page, morning + MINUTE), { due: 0, new: 0, "to repeat": 0 });
    await arrive(page, morning + 2 * MINUTE, "#/settings");
    await notice.getByRole("button", { name: "Undo" }).tap();
    await notice.waitFor({ state: "detached" });

    // Corrected, the day brings what it would have brought.
    await arrive(page, morning + 3 * MINUTE, "#/");
    await notice.getByRole("button", { name: "Correct them" }).tap();
    await page.getByText("were moved back by 6 days").waitFor();
    const corrected = await left(page, morning + 4 * MINUTE);
    assert.equal(corrected.new, 2, "the day's new cards");
    assert.ok(corrected.due > 0, "what was learned on the evening before");
    // Undo puts the dates back, and asks again.
    await arrive(page, morning + 5 * MINUTE, "#/settings");
    await notice.getByRole("button", { name: "Undo" }).tap();
    await notice.waitFor({ state: "detached" });
    await arrive(page, morning + 6 * MINUTE, "#/");
    await notice.getByRole("button", { name: "Correct them" }).tap();
    await page.getByText("were moved back by 6 days").waitFor();
    await notice.getByRole("button", { name: "Undo" }).tap();
    await notice.getByRole("button", { name: "Correct them" }).tap();
    await page.getByText("were moved back by 6 days").waitFor();
    assert.deepEqual(await left(page, morning + 7 * MINUTE), corrected);

    // The rest of the day is a day like any other.
    const asked = await rate(page, morning + 8 * MINUTE, 100);
    assert.equal(new Set(asked).size, asked.length, "no card twice");
    assert.deepEqual(await left(page, morning + 2 * HOUR), { due: 0, new: 0, "to repeat": 0 });
    const facts = (await events(page)).map(([, fact]) => Object.keys(fact)[0]);
    assert.ok(facts.includes("reclocked") && facts.includes("reverted"));
  }));

test("a clock that is put right while the page is open", () =>
  withBrowser(DESKTOP, async (page) => {
    await clock(page, EVENING + 30 * DAY);
    await limit(page, 3);
    await open(page, "#/study");
    await rate(page, EVENING + 30 * DAY, 2);
    // The last rating can still be taken back, and a limit still be set.
    await clock(page, EVENING);
    await page.keyboard.press("u");
    await page.waitForFunction(() => document.querySelector(".counts").innerText.includes("3 new"));
    await limit(page, 5);
    await open(page, "#/study");
    await page.waitForFunction(() => document.querySelector(".counts").innerText.includes("5 new"));
    assert.equal((await rate(page, EVENING + MINUTE, 100)).length, 5);
    await open(page);
    const notice = page.getByRole("status", { name: "Clock" });
    assert.match(await notice.innerText(), /On 10 July 2026 a clock was about 30 days ahead\. 1 rating has a wrong date\./);
    await notice.getByRole("button", { name: "Correct them" }).click();
    await notice.getByText("moved back by 30 days").waitFor();
    await page.reload();
    assert.equal(await notice.count(), 0);
  }));

/** One profile, one zone after the other: the storage goes along. */
async function travel(legs) {
  let storage = {};
  for (const { zone, time, expected } of legs) {
    await withBrowser({ ...DESKTOP, timezoneId: zone }, async (page) => {
      await clock(page, time);
      await open(page);
      await page.evaluate((kept) => {
        for (const [key, text] of Object.entries(kept)) localStorage.setItem(key, text);
      }, storage);
      if (!Object.keys(storage).length) await limit(page, 2);
      await arrive(page, time);
      const asked = await rate(page, time, 100);
      assert.equal(asked.length, expected, `cards in ${zone} at ${new Date(time).toISOString()}`);
      assert.equal(new Set(asked).size, asked.length);
      assert.deepEqual(await left(page, time + 10 * MINUTE), { due: 0, new: 0, "to repeat": 0 });
      storage = await stored(page);
    });
  }
}

test("travel over the date line gives no day twice", () =>
  travel([
    // Thursday noon, Friday morning, and both once more.
    { zone: "Pacific/Auckland", time: EVENING + 6 * HOUR, expected: 2 },
    { zone: "Pacific/Auckland", time: EVENING + 26 * HOUR, expected: 4 },
    { zone: "Pacific/Honolulu", time: EVENING + 37 * HOUR, expected: 0 },
    { zone: "Pacific/Honolulu", time: EVENING + 50 * HOUR, expected: 0 },
    { zone: "Pacific/Honolulu", time: EVENING + 74 * HOUR, expected: 4 },
  ]));

test("in half-hour zones and when the clocks change, each day comes once", () =>
  travel([
    // Berlin's last day of summer time, and the day of 25 hours that follows.
    { zone: "Europe/Berlin", time: Date.UTC(2026, 9, 24, 18), expected: 2 },
    { zone: "Europe/Berlin", time: Date.UTC(2026, 9, 25, 2, 30), expected: 0 },
    { zone: "Europe/Berlin", time: Date.UTC(2026, 9, 25, 3), expected: 4 },
    { zone: "Europe/Berlin", time: Date.UTC(2026, 9, 26, 1, 30), expected: 0 },
    // Delhi is four and a half hours ahead: 22:30Z is four in the morning.
    { zone: "Asia/Kolkata", time: Date.UTC(2026, 9, 26, 20), expected: 4 },
    { zone: "Asia/Kolkata", time: Date.UTC(2026, 9, 26, 22, 31), expected: 4 },
  ]));

test("a study day begins when the learner says", () =>
  withBrowser(PHONE, async (page) => {
    await clock(page, EVENING);
    await limit(page, 2);
    assert.equal((await evening(page, EVENING)).length, 2);
    // An hour after midnight it is still the evening before, and then it is not.
    const night = EVENING + 5 * HOUR;
    assert.deepEqual(await left(page, night), { due: 0, new: 0, "to repeat": 0 });
    await arrive(page, night, "#/settings");
    await page.locator("[name=day-start]").selectOption({ index: 0 });
    const next = await left(page, night + MINUTE);
    assert.deepEqual([next.due, next.new], [2, 2]);
  }));
