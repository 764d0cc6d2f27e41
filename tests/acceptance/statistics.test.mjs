// Stories of figures: a month of known reviews, counted by hand, and what is shown of it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { DESKTOP, PHONE, open, sessionState, stored, withBrowser } from "./browser.mjs";
import { backupOfRuns } from "./history.mjs";
import { add, choose, file, openImport } from "./importing.mjs";
import { restore } from "./restoring.mjs";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** 2026-06-10T18:00:00Z: eight in the evening in Berlin. */
const EVENING = 1_781_114_400_000;

const TEA = `---
id: tea
---
# Tea

## Leaves

- **Green**: not oxidised.
- **Black**: fully oxidised.

## Water

- **Hard**: full of lime.
- **Soft**: poor in lime.
`;

const AGAIN = 2;
const GOOD = 4;

/**
 * Every evening at ten in Berlin for 25 days until yesterday, but one: all four cards.
 * The third is forgotten every second time; the fourth takes twenty seconds, the others six.
 */
function month(cards) {
  const evenings = Array.from({ length: 25 }, (_, ago) => 25 - ago).filter((ago) => ago !== 10);
  const runs = evenings.map((ago, evening) => ({
    replica: (evening + 1).toString(16).padStart(16, "0"),
    first: 0,
    instant: EVENING + 2 * HOUR - ago * DAY,
    offset: 120,
    events: cards.map((card, at) => [
      60_000,
      { r: [card, at === 2 && evening % 2 === 1 ? AGAIN : GOOD, at === 3 ? 20_000 : 6_000] },
    ]),
  }));
  return backupOfRuns(runs);
}

/** Adds the roadmap and rates its cards once; gives their ids in the roadmap's order. */
async function firstEvening(page) {
  await page.clock.setFixedTime(EVENING);
  await openImport(page);
  await choose(page, file("tea.md", TEA));
  await add(page);
  await open(page, "#/study");
  for (let card = 0; card < 4; card += 1) {
    await sessionState(page);
    await page.clock.setFixedTime(EVENING + card * 1_000 + 500);
    await page.keyboard.press("Space");
    await page.locator(".answer").waitFor();
    await page.clock.setFixedTime(EVENING + (card + 1) * 1_000);
    await page.keyboard.press("3");
    await page.locator(".answer").waitFor({ state: "detached" });
  }
  const texts = Object.values(await stored(page)).join("\n");
  return [...texts.matchAll(/"r":\["([0-9a-f]{16})"/g)].map(([, id]) => id);
}

const sentences = (page) => page.locator(".statistics-figures .section-heading").allInnerTexts();

/** The rows of a plot's table, which is opened. */
async function rows(page, title) {
  const plot = page.getByRole("figure", { name: title, exact: true });
  await plot.getByText("The same in numbers").click();
  await plot.locator("tbody tr").first().waitFor();
  const rows = await plot.locator("tbody tr").all();
  return Promise.all(rows.map((row) => row.locator("th, td").allInnerTexts()));
}

test("figures are those that one counts by hand", () =>
  withBrowser(DESKTOP, async (page) => {
    const cards = await firstEvening(page);
    assert.equal(new Set(cards).size, 4);
    await restore(page, month(cards));
    await open(page, "#/statistics");
    await page.locator(".statistics-figures").waitFor();
    // 24 evenings of 4 reviews and today's 4. The first 4 began the cards; of the other 96 the
    // third card's 12 odd ones were forgotten. 72 took 6 seconds, 24 took 20, today's one second each.
    assert.deepEqual(await sentences(page), [
      "You recalled 88% of 96 reviews in the last 30 days.",
      "You studied on 25 of 30 days: 100 reviews in 15 minutes.",
      "You began 4 cards in the last 30 days.",
      "A streak of 25 days, your longest; 7 of the last 7 days.",
      "Half of your reviews took no longer than 6 seconds, nine in ten no longer than 20 seconds.",
      "20 cards are left today: about 2 minutes.",
    ]);
    assert.deepEqual(await rows(page, "Recalled, by section"), [
      ["Water", "Tea", "36", "48", "75%"],
      ["Leaves", "Tea", "48", "48", "100%"],
    ]);
    assert.deepEqual(await rows(page, "Recalled, by hour"), [
      ["20:00", "4", "4", "too few"],
      ["22:00", "80", "92", "87%"],
    ]);
    const days = await rows(page, "Reviews by day");
    assert.equal(days.length, 25);
    assert.deepEqual(days[0], ["10 June 2026", "4", "4", "0", "4 seconds"]);
    assert.deepEqual(days[1], ["9 June 2026", "4", "3", "0", "38 seconds"]);
    assert.deepEqual(days.at(-1), ["16 May 2026", "4", "4", "4", "38 seconds"]);
    assert.ok(!days.some(([day]) => day === "31 May 2026"), "the day of rest");
    assert.deepEqual(await rows(page, "Ratings"), [
      ["Again", "12"],
      ["Hard", "0"],
      ["Good", "88"],
      ["Easy", "0"],
    ]);
    // Three cards have grown old, one begins anew with each lapse: it is due on the next day.
    const ahead = await rows(page, "What is to come");
    assert.equal(ahead.length, 30);
    assert.deepEqual(ahead[1], ["11 June 2026", "1"]);
    const standings = Object.fromEntries(await rows(page, "How your cards stand"));
    assert.equal(standings.Strong, "3");
    assert.equal(standings.Learning, "1");
    assert.equal(standings.Leeches, "1");
    await open(page, "#/");
    await page.getByText("You have studied 25 days in a row, your longest.").waitFor();
    // What is studied after midnight belongs to the evening before; after that, today is to come.
    await page.clock.setFixedTime(EVENING + 7 * HOUR);
    await page.reload();
    await page.getByText("You have studied 25 days in a row, your longest.").waitFor();
    await page.clock.setFixedTime(EVENING + 12 * HOUR);
    await page.reload();
    await page.getByText("25 days in a row, your longest. Today is still to come.").waitFor();
  }));

/** The days from one on, in the words of the page. */
const days = (first, number) =>
  Array.from({ length: number }, (_, at) =>
    new Date(first + at * DAY).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" }),
  );

/**
 * Every plot with the heads of its table and its rows, of the month and today's four. Those that are
 * always recalled had intervals of 1, 6, 15, 38, 95 and 238 days when they came back, and of more than
 * a year the other 18 times; the third was asked at an interval of one day 24 times and recalled 12,
 * today among them.
 */
const PLOTS = [
  ["Recalled, by interval", ["Interval", "Standing", "Recalled", "Reviews", "Share"], [
    ["1 to 2 days", "learning", "15", "27", "56%"],
    ["3 to 6 days", "learning", "3", "3", "too few"],
    ["7 to 20 days", "learning", "3", "3", "too few"],
    ["21 to 44 days", "strong", "3", "3", "too few"],
    ["45 to 89 days", "strong", "0", "0", "too few"],
    ["90 to 179 days", "strong", "3", "3", "too few"],
    ["180 to 364 days", "strong", "3", "3", "too few"],
    ["365 days or more", "strong", "54", "54", "100%"],
  ]],
  ["Recalled, by section", ["Section", "Roadmap", "Recalled", "Reviews", "Share"], [
    ["Water", "Tea", "36", "48", "75%"],
    ["Leaves", "Tea", "48", "48", "100%"],
  ]],
  ["Recalled, by hour", ["Hour", "Recalled", "Reviews", "Share"], [
    ["20:00", "4", "4", "too few"],
    ["22:00", "80", "92", "87%"],
  ]],
  ["Ratings", ["Rating", "Reviews"], [["Again", "12"], ["Hard", "0"], ["Good", "88"], ["Easy", "0"]]],
  ["Reviews by day", ["Day", "Reviews", "Recalled", "Cards begun", "Time"], [
    ["10 June 2026", "4", "4", "0", "4 seconds"],
    ...days(EVENING - 25 * DAY, 25)
      .filter((day) => day !== "31 May 2026")
      .map((day, evening) => [day, "4", evening % 2 ? "3" : "4", evening ? "0" : "4", "38 seconds"])
      .reverse(),
  ]],
  ["What is to come", ["Due", "Cards"],
    days(EVENING, 30).map((day) => [day, day === "11 June 2026" ? "1" : "0"])],
  ["How your cards stand", ["Standing", "Cards"], [
    ["Strong", "3"],
    ["Learning", "1"],
    ["New", "0"],
    ["Suspended", "0"],
    ["Leeches", "1"],
  ]],
  ["Intervals", ["Interval", "Cards"], [
    ["1 to 2 days", "1"],
    ["3 to 6 days", "0"],
    ["7 to 20 days", "0"],
    ["21 to 44 days", "0"],
    ["45 to 89 days", "0"],
    ["90 to 179 days", "0"],
    ["180 to 364 days", "0"],
    ["365 days or more", "3"],
  ]],
  ["Ease factors", ["Ease factor", "Cards"], [
    ["1.30 to 1.49", "0"],
    ["1.50 to 1.69", "0"],
    ["1.70 to 1.89", "0"],
    ["1.90 to 2.09", "0"],
    ["2.10 to 2.29", "0"],
    ["2.30 to 2.49", "0"],
    ["2.50 to 2.69", "4"],
    ["2.70 to 2.89", "0"],
    ["2.90 or more", "0"],
  ]],
  ["Time for a review", ["Rating", "Median", "Nine in ten within", "Reviews"], [
    ["Again", "too few", "", ""],
    ["Hard", "too few", "", ""],
    ["Good", "6 seconds", "20 seconds", "88"],
    ["Easy", "too few", "", ""],
  ]],
];

test("every plot has a table behind it, with the numbers that follow from the month", () =>
  withBrowser(DESKTOP, async (page) => {
    const cards = await firstEvening(page);
    await restore(page, month(cards));
    await open(page, "#/statistics");
    await page.locator("[name=cards]").selectOption({ label: "Tea" });
    await page.getByRole("figure", { name: "Ratings", exact: true }).waitFor();
    const titles = await page.getByRole("figure").locator("h2").allInnerTexts();
    assert.deepEqual(titles.toSorted(), PLOTS.map(([title]) => title).toSorted(), "no plot is left out");
    for (const [title, heads, expected] of PLOTS) {
      assert.deepEqual(await rows(page, title), expected, title);
      const table = page.getByRole("figure", { name: title, exact: true }).getByRole("table");
      assert.deepEqual(await table.getByRole("columnheader").allInnerTexts(), heads, title);
      assert.equal(await table.getByRole("rowheader").count(), expected.length, title);
    }
  }));

test("another time and other cards are chosen by keyboard", () =>
  withBrowser(PHONE, async (page) => {
    const cards = await firstEvening(page);
    await restore(page, month(cards));
    await open(page, "#/statistics");
    const period = page.getByLabel("Period");
    await period.focus();
    await page.keyboard.press("ArrowDown");
    await page.getByText("You recalled 88% of 96 reviews in the last 90 days.").waitFor();
    await page.keyboard.press("End");
    await page.getByText("You studied on 25 of 26 days").waitFor();
    await page.keyboard.press("Home");
    await page.getByText("You studied on 25 of 30 days").waitFor();
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.name), "cards");
    for (let step = 0; step < 3; step += 1) await page.keyboard.press("ArrowDown");
    await page.getByText("You recalled 75% of 48 reviews in the last 30 days.").waitFor();
    await page.getByText("You began 2 cards").waitFor();
    // What a figure means is told where it stands.
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByText("Below 20 reviews no share is named.").waitFor();
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  }));

test("days and hours are those of where one was", () =>
  withBrowser({ ...DESKTOP, timezoneId: "America/New_York", locale: "en-US" }, async (page) => {
    // Without the roadmap: its history counts all the same. Two in the afternoon.
    await page.clock.setFixedTime(EVENING);
    await restore(page, month(["a1", "b2", "c3", "d4"].map((end) => end.padStart(16, "0"))));
    await open(page, "#/statistics");
    await page.getByText("You recalled 87% of 92 reviews in the last 30 days.").waitFor();
    await page.getByText("You studied on 24 of 30 days").waitFor();
    assert.deepEqual(await rows(page, "Recalled, by hour"), [["22:00", "80", "92", "87%"]]);
    await page.getByText("A streak of 24 days, your longest; 6 of the last 7 days.").waitFor();
  }));

test("a new learner reads what will be here", () =>
  withBrowser({ ...PHONE, viewport: { width: 320, height: 640 } }, async (page) => {
    await open(page, "#/statistics");
    await page.getByRole("heading", { name: "After your first session" }).waitFor();
    await page.getByRole("link", { name: "Study now" }).click();
    await page.locator(".question").waitFor();
  }));

test("at 320 pixels, and with letters twice as large, nothing is lost", () =>
  withBrowser({ viewport: { width: 320, height: 640 } }, async (page) => {
    const cards = await firstEvening(page);
    await restore(page, month(cards));
    await open(page, "#/statistics");
    await page.locator(".statistics-figures").waitFor();
    await page.evaluate(() => {
      for (const summary of document.querySelectorAll(".statistics summary")) summary.click();
    });
    await page.locator(".plot-table").last().waitFor();
    const inside = () =>
      [...document.querySelectorAll("main, main *:not(.plot-table *)")].every(
        (element) => element.getBoundingClientRect().right <= document.documentElement.clientWidth + 1,
      );
    assert.ok(await page.evaluate(inside), "320 pixels");
    await page.evaluate(() => {
      document.documentElement.style.fontSize = "200%";
    });
    assert.ok(await page.evaluate(inside), "letters twice as large");
  }));
