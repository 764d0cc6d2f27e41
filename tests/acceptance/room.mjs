// How long a start takes with years of history, and what it fills: figures, for a person to read.

import assert from "node:assert/strict";
import { DESKTOP, open, sessionState, stored, until, withBrowser } from "./browser.mjs";
import { backup, cardsOf, fill, roadmap } from "./large.mjs";

const CARDS = 10_000;
const MANY = 500_000;
const ROUNDS = 9;

const ROADMAP = roadmap(CARDS);

const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Opens the study page in a new tab, and says when its first card was there and what it shows. */
async function start(browser) {
  const page = await browser.newPage();
  await page.goto(new URL("#/study", process.env.WAYMARK_URL).href, { waitUntil: "commit" });
  await page.locator(".question").waitFor();
  const ms = await page.evaluate(() => performance.now());
  const shown = JSON.stringify(await sessionState(page));
  await page.close();
  return { ms, shown };
}

/** What is kept for the start: `take` puts it aside, `give` puts it back; either says its length. */
function checkpoint(page, what) {
  return page.evaluate(async (what) => {
    const done = (request) =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await done(indexedDB.open("waymark-journal"));
    const heads = database.transaction("heads", "readwrite").objectStore("heads");
    const found = await done(heads.get("checkpoint"));
    window.aside ??= found;
    if (what === "take") await done(heads.delete("checkpoint"));
    if (what === "give") await done(heads.put(window.aside, "checkpoint"));
    database.close();
    return (what === "give" ? window.aside : found)?.length ?? 0;
  }, what);
}

/** Archives everything that is old, with something else in the room that makes it full enough. */
async function archive(page) {
  await page.evaluate((length) => localStorage.setItem("filler", "x".repeat(length)), 1_300_000);
  await open(page, "#/health");
  await page.getByRole("button", { name: "Save a backup and archive" }).click();
  await page.getByText(/^Archived: /).waitFor({ timeout: 120_000 });
  await page.evaluate(() => localStorage.removeItem("filler"));
}

async function withCheckpoint(page) {
  // A start that had much to read has a checkpoint made when the page is idle.
  await page.reload();
  await until(page, async () => {
    const done = (request) => new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
    const database = await done(indexedDB.open("waymark-journal"));
    const found = await done(database.transaction("heads").objectStore("heads").get("checkpoint"));
    database.close();
    return found !== undefined;
  });
}

async function filled(page) {
  const texts = Object.entries(await stored(page));
  const characters = texts.reduce((sum, [key, text]) => sum + key.length + text.length, 0);
  return `${characters} characters under ${texts.length} keys`;
}

const cards = cardsOf(ROADMAP);
const browsers = (story) =>
  withBrowser(DESKTOP, (...few) =>
    withBrowser(DESKTOP, (...many) => withBrowser(DESKTOP, (...archived) => story(few, many, archived))),
  );

await browsers(async ([few, fewBrowser], [many, manyBrowser], [archived, archivedBrowser]) => {
  await fill(few, ROADMAP, backup(cards, 100));
  await fill(many, ROADMAP, backup(cards, MANY));
  await fill(archived, ROADMAP, backup(cards, MANY));
  await withCheckpoint(many);
  await withCheckpoint(archived);
  await archive(archived);
  const bytes = await checkpoint(many, "look");
  const names = ["few", "without", "with", "archived", "archivedWithout"];
  const times = Object.fromEntries(names.map((name) => [name, []]));
  const shown = Object.fromEntries(names.map((name) => [name, new Set()]));
  const run = async (name, browser) => {
    const started = await start(browser);
    times[name].push(started.ms);
    shown[name].add(started.shown);
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    await run("few", fewBrowser);
    await checkpoint(many, "take");
    await run("without", manyBrowser);
    await checkpoint(many, "give");
    await run("with", manyBrowser);
    await run("archived", archivedBrowser);
    await checkpoint(archived, "take");
    await run("archivedWithout", archivedBrowser);
    await checkpoint(archived, "give");
  }
  assert.deepEqual(shown.with, shown.without, "a checkpoint changes what is shown");
  assert.deepEqual(shown.archived, shown.archivedWithout, "so it does with the archive");
  const ms = Object.fromEntries(Object.entries(times).map(([name, times]) => [name, median(times)]));
  const line = (words, name) =>
    console.log(`${words}: first card after ${ms[name].toFixed(0)} ms, ${(ms[name] / ms.few).toFixed(2)} times`);
  console.log(`${CARDS} cards, ${ROUNDS} starts of each; medians`);
  line("100 reviews", "few");
  line(`${MANY} reviews, without the checkpoint`, "without");
  line(`${MANY} reviews, from the checkpoint of ${bytes} bytes`, "with");
  line(`${MANY} reviews, archived, without the checkpoint`, "archivedWithout");
  line(`${MANY} reviews, archived, from the checkpoint`, "archived");
  console.log(`localStorage: ${await filled(few)}; ${await filled(many)}; archived ${await filled(archived)}`);
});
