// The moves of stories about the host that is gone, and about its next version.

import { until } from "./browser.mjs";

/** Opens a page that `host` serves, or has served. */
export async function openAt(page, host, fragment = "#/") {
  await page.goto(host.url + fragment);
  await page.locator("h1, .question").first().waitFor({ state: "attached" });
}

/** Waits until the files of the importer and of Anki's worker are in the cache too: all that can be had is had. */
export function everythingIsCached(page) {
  return until(page, async () => {
    for (const name of await caches.keys()) {
      const keys = await (await caches.open(name)).keys();
      const later = keys.filter((request) => /\/(importer|anki)-/.test(request.url));
      if (later.length === 7) return true;
    }
    return false;
  });
}
