// A real Chromium for the tests, and the few moves that every story makes.

import assert from "node:assert/strict";
import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

export const site = process.env.WAYMARK_URL;
assert.ok(site, "WAYMARK_URL names the served application; `cargo xtask test` sets it");

export const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** What the browser says when a story blocks service workers (`serviceWorkers: "block"`). */
const BLOCKED = "Service Worker registration blocked by Playwright";

export const DESKTOP = { viewport: { width: 1440, height: 900 } };
export const PHONE = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
};

/**
 * Opens a browser with a new profile, runs `story` in it, and fails if the page logged an error.
 * `preferences` are the browser's own, as a person would set them; `isLenient` says that errors belong
 * to the story.
 */
export function withBrowser(context, story) {
  return withProfile((launch) => launch(context, story));
}

/**
 * Runs `life` with a new profile and a function that opens a browser with it, as often as wanted:
 * what the browser keeps is there after a restart.
 */
export async function withProfile(life) {
  const profile = await mkdtemp(join(tmpdir(), "waymark-"));
  try {
    return await life((context, story) => launch(profile, context, story));
  } finally {
    await rm(profile, { recursive: true, force: true });
  }
}

async function launch(profile, { preferences, isLenient, ...context }, story) {
  if (preferences) {
    await mkdir(join(profile, "Default"));
    await writeFile(join(profile, "Default", "Preferences"), JSON.stringify(preferences));
  }
  const browser = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM,
    args: FLAGS,
    timezoneId: "Europe/Berlin",
    locale: "en-GB",
    ...context,
  });
  const errors = [];
  const watch = (page) => {
    page.on("pageerror", (error) => errors.push(`${error}`));
    page.on("console", (message) => {
      if (message.text() === BLOCKED) return;
      if (message.type() === "error" || message.type() === "warning") errors.push(message.text());
    });
  };
  browser.pages().forEach(watch);
  browser.on("page", watch);
  try {
    await story(browser.pages()[0] ?? (await browser.newPage()), browser);
    if (!isLenient) assert.deepEqual(errors, [], "the page logged errors");
  } finally {
    await browser.close();
  }
}

/** Opens a page of the application and waits until it is there. */
export async function open(page, fragment = "#/") {
  await page.goto(site + fragment);
  await page.locator("h1, .question").first().waitFor({ state: "attached" });
}

/** What a learner sees of the state of a session. */
export async function sessionState(page) {
  await page.locator(".question, .finish").first().waitFor();
  const question = page.locator(".question");
  return {
    question: (await question.count()) ? await question.innerText() : "finished",
    counts: await page.locator(".count").allInnerTexts(),
  };
}

/** The numbers of the counts, by name. */
export function numbers(counts) {
  const pairs = counts.map((text) => {
    const [number, ...name] = text.split(/\s+/);
    return [name.join(" "), Number(number.replaceAll(",", ""))];
  });
  return Object.fromEntries(pairs);
}

/** Every text of Waymark in storage. */
export function stored(page) {
  return page.evaluate(() =>
    Object.fromEntries(
      Object.entries(localStorage).filter(([key]) => key.startsWith("waymark/")),
    ),
  );
}

/** Longer than the time within which a second tap counts as the same. */
export function pastSameTap(page) {
  const now = Date.now();
  return page.waitForFunction((then) => Date.now() - then > 210, now);
}

/** Shows the answer of the card that is asked, all of its steps at once. */
export async function reveal(page) {
  await sessionState(page);
  await pastSameTap(page);
  await page.keyboard.press("Space");
  await page.locator(".rating, .steps-left").first().waitFor();
  await pastSameTap(page);
  const all = page.getByRole("button", { name: "Show all" });
  if (await all.count()) {
    await all.click();
    await page.locator(".rating").first().waitFor();
    await pastSameTap(page);
  }
}

/** Shows the answer of the card that is asked and presses a rating, which may be refused. */
export async function pressRating(page, key = "3") {
  await reveal(page);
  await page.keyboard.press(key);
}

/** The same, and waits until the rating is taken. */
export async function rate(page, key = "3") {
  await pressRating(page, key);
  await page.locator(".answer").waitFor({ state: "detached" });
}

/**
 * Waits until the page answers `ask` with yes; unlike `waitForFunction` it awaits a promise, and the
 * page may be loaded anew meanwhile.
 */
export async function until(page, ask, argument) {
  const deadline = Date.now() + 30_000;
  const answer = () => page.evaluate(ask, argument).catch((error) => {
    if (!/context was destroyed/.test(error.message)) throw error;
  });
  while (!(await answer())) {
    assert.ok(Date.now() < deadline, `never: ${ask}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}
