// Roadmaps and histories as large as one wants.

import { execFileSync } from "node:child_process";
import { open } from "./browser.mjs";
import { backupOfRuns } from "./history.mjs";
import { add, choose, file, openImport } from "./importing.mjs";
import { giveBackup, restored } from "./restoring.mjs";

/** A roadmap of that many questions. */
export const roadmap = (cards) =>
  [
    "---\nid: room\n---\n# Room\n",
    ...Array.from({ length: cards }, (_, n) => {
      const section = n % 50 === 0 ? `## Part ${n / 50}\n\n` : "";
      return `${section}### What does number ${n} say?\n\nThat ${n} is what it says.\n`;
    }),
  ].join("\n");

/** Adds that roadmap without daily limits, and restores that history. */
export async function fill(page, roadmap, backup) {
  await openImport(page);
  await choose(page, file("room.md", roadmap));
  await add(page);
  await open(page, "#/settings");
  for (const name of ["new-per-day", "reviews-per-day"]) {
    await page.locator(`[name=${name}]`).fill("9999");
    await page.locator(`[name=${name}]`).press("Tab");
  }
  await giveBackup(page, backup);
  await restored(page);
}

/** A backup of that many reviews of these cards: sessions of 200, one a day or closer. */
export function backup(cards, reviews) {
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
  return backupOfRuns(runs);
}

/** The ids of a roadmap's cards, from the command line. */
export const cardsOf = (roadmap) => idsOf("-", roadmap);

/** The same of a file among the sources. */
export const cardsOfFile = (path) => idsOf(path, "");

function idsOf(path, input) {
  const lines = commandLine(["cards", path, "--format", "jsonl"], input).trim().split("\n");
  return lines.map((line) => JSON.parse(line).id);
}

/** What `waymark` says when it is called with these words. */
export function commandLine(words, input = "") {
  const options = { cwd: process.env.WAYMARK_SOURCES, input, maxBuffer: 2 ** 28, encoding: "utf8" };
  return execFileSync("cargo", ["run", "--quiet", "--package", "waymark-cli", "--", ...words], options);
}
