// The moves of stories about the host that is gone, and about its next version.

import { readdirSync } from "node:fs";
import { until } from "./browser.mjs";
import { built } from "./hosting.mjs";

/** Opens a page that `host` serves, or has served. */
export async function openAt(page, host, fragment = "#/") {
  await page.goto(host.url + fragment);
  await page.locator("h1, .question").first().waitFor({ state: "attached" });
}

/** Names of what is fetched when a page is idle: the importer, the worker for Anki packages, and what a learner may edit. */
const LATER = "(importer|anki|source|texts)-[^./]+\\.(bin|css|js|md|wasm)$";

const isLater = new RegExp(`^${LATER}`);

/** The body of a function that says whether so many of those files are in a cache: all that can be had is had. */
export const EVERYTHING_IS_CACHED = `
  for (const name of await caches.keys()) {
    const keys = await (await caches.open(name)).keys();
    const later = keys.filter((request) => new RegExp(${JSON.stringify(`/${LATER}`)}).test(request.url));
    if (later.length === ${readdirSync(built).filter((name) => isLater.test(name)).length}) return true;
  }
  return false;`;

/** Waits for that. */
export function everythingIsCached(page) {
  return until(page, `(async () => {${EVERYTHING_IS_CACHED}})()`);
}

/** Has the browser look whether the host has another version. */
export const findUpdate = (page) =>
  page.evaluate(async () => {
    await (await navigator.serviceWorker.getRegistration()).update();
  });

/** Waits until that version is installed and waits for the pages of this one. */
export const isWaiting = (page) =>
  until(page, async () => Boolean((await navigator.serviceWorker.getRegistration()).waiting));
