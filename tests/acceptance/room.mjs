// How long a start takes with years of history, and what it fills: figures, for a person to read.

import { execFileSync } from "node:child_process";
import { DESKTOP, open, stored, withBrowser } from "./browser.mjs";
import { add, choose, file, openImport } from "./importing.mjs";

const CARDS = 10_000;
const ROUNDS = 9;

/** A roadmap of that many questions. */
const ROADMAP = [
  "---\nid: room\n---\n# Room\n",
  ...Array.from({ length: CARDS }, (_, n) => {
    const section = n % 50 === 0 ? `## Part ${n / 50}\n\n` : "";
    return `${section}### What does number ${n} say?\n\nThat ${n} is what it says.\n`;
  }),
].join("\n");

/** A backup of that many reviews of these cards: sessions of 200, one a day or closer. */
function backup(cards, reviews) {
  let state = 7;
  const below = (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
  const runs = [];
  let instant = 1_700_000_000_000;
  for (let made = 0; made < reviews; made += 200) {
    instant += 30_000_000;
    const events = Array.from({ length: Math.min(200, reviews - made) }, () => {
      const took = 20 + below(280);
      return [took * 100 + below(400), { r: [cards[below(cards.length)], 2 + below(4), took * 100] }];
    });
    const replica = [0, 0].map(() => (1 + below(2 ** 32 - 1)).toString(16).padStart(8, "0")).join("");
    runs.push({ replica, first: 0, instant, offset: 60, events });
  }
  return JSON.stringify({ format: "waymark-backup", version: 1, made: 0, runs, unreadable: [] });
}

/** The ids of the roadmap's cards, from the command line. */
function cardsOf(roadmap) {
  const program = ["run", "--quiet", "--release", "--package", "waymark-cli", "--", "cards", "-", "--format", "jsonl"];
  const options = { cwd: process.env.WAYMARK_SOURCES, input: roadmap, maxBuffer: 2 ** 28, encoding: "utf8" };
  const lines = execFileSync("cargo", program, options).trim().split("\n");
  return lines.map((line) => JSON.parse(line).id);
}

const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

async function startsWith(reviews) {
  let result;
  await withBrowser(DESKTOP, async (page, browser) => {
    await openImport(page);
    await choose(page, file("room.md", ROADMAP));
    await add(page);
    await open(page, "#/settings");
    for (const name of ["new-per-day", "reviews-per-day"]) {
      await page.locator(`[name=${name}]`).fill("9999");
      await page.locator(`[name=${name}]`).press("Tab");
    }
    await page.locator("[name=restore]").setInputFiles({
      name: "backup.json",
      mimeType: "application/json",
      buffer: Buffer.from(backup(cards, reviews)),
    });
    await page.getByText("Restored: ").waitFor({ timeout: 120_000 });
    const times = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const next = await browser.newPage();
      await next.goto(new URL("#/study", process.env.WAYMARK_URL).href, { waitUntil: "commit" });
      await next.locator(".question").waitFor();
      times.push(await next.evaluate(() => performance.now()));
      await next.close();
    }
    const texts = await stored(page);
    const filled = Object.entries(texts).reduce((sum, [key, text]) => sum + key.length + text.length, 0);
    result = { reviews, ms: median(times), filled, keys: Object.keys(texts).length };
  });
  return result;
}

const cards = cardsOf(ROADMAP);
const few = await startsWith(100);
const many = await startsWith(500_000);
for (const { reviews, ms, filled, keys } of [few, many]) {
  console.log(`${CARDS} cards, ${reviews} reviews: first card after ${ms.toFixed(0)} ms; ${filled} characters under ${keys} keys`);
}
console.log(`ratio ${(many.ms / few.ms).toFixed(2)}`);
