// Studying in a browser that is killed at random moments.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { open, reveal } from "./browser.mjs";
import { eventually, start } from "./dying.mjs";

/** Numbers that look random and are the same in every run (mulberry32). */
export function numbersFrom(seed) {
  let state = seed;
  return (bound) => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) % bound;
  };
}

/** Lets a day bring every card that there is. */
export async function noLimits(page) {
  await open(page, "#/settings");
  for (const name of ["new-per-day", "reviews-per-day"]) {
    await page.locator(`[name=${name}]`).fill("9999");
    await page.locator(`[name=${name}]`).press("Tab");
  }
}

/** Reveals and rates the card on the screen with the application's own buttons. */
export async function rate(page) {
  await reveal(page);
  await page.locator(".rating[data-rating=easy]").click({ timeout: 5_000 });
}

/** Every review that the application itself exports, each as a text. */
export async function reviews(page) {
  await open(page, "#/settings");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download backup" }).click();
  const stream = await (await download).createReadStream();
  let json = "";
  for await (const chunk of stream) json += chunk;
  const { runs } = JSON.parse(json);
  return runs.flatMap(({ replica, first, events }) =>
    events.flatMap(([, fact], index) =>
      ["r", "d", "c"].some((kind) => kind in fact) ? [`${replica}-${first + index}`] : [],
    ),
  );
}

/**
 * Studies, is killed and starts again, `kills` times; says how long the mark took that tells
 * that a rating survives the death of the browser.
 */
export async function studyAndDie({ kills, seed }) {
  const random = numbersFrom(seed);
  const profile = await mkdtemp(join(tmpdir(), "waymark-crash-"));
  const marks = [];
  // Ratings that must be there, and at most one more that was under way.
  let [acknowledged, ratings] = [0, 0];
  let browser = await start(profile);
  try {
    await noLimits(browser.page);
    for (let kill = 0; kill < kills; kill += 1) {
      const dies = kill % 2 === 0 ? "page" : "browser";
      const { page } = browser;
      await open(page, "#/study");
      const steps = 1 + random(6);
      const last = new Promise((resolve) => setTimeout(resolve, random(steps * 600)));
      let dead = false;
      const death = last.then(async () => {
        dead = true;
        await (dies === "page" ? browser.killPages() : browser.kill());
      });
      try {
        for (let step = 0; step < steps && !dead; step += 1) {
          ratings += 1;
          await rate(page);
          const rated = Date.now();
          // `setItem` has returned when the click has been dealt with.
          if (dies === "browser") await page.locator(".saved[data-state=even]").waitFor();
          if (dead) break;
          if (dies === "browser") marks.push(Date.now() - rated);
          acknowledged = ratings;
        }
      } catch (error) {
        if (!dead) throw error;
      }
      await death;
      if (dies === "page") {
        // The dead page is of no use, the browser lives on.
        browser.page = await eventually(() => browser.context.newPage().catch(() => undefined));
      } else {
        browser = await start(profile);
      }
      const found = await reviews(browser.page);
      assert.equal(new Set(found).size, found.length, "a rating is there twice");
      assert.ok(
        found.length >= acknowledged && found.length <= ratings,
        `after kill ${kill} of the ${dies}: ${found.length} of ${acknowledged} to ${ratings} ratings`,
      );
      [acknowledged, ratings] = [found.length, found.length];
    }
  } finally {
    await browser.kill();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
  return { ratings, marks };
}
