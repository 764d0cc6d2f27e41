// Content that is written from right to left, in an application that is not.

import assert from "node:assert/strict";
import { test } from "node:test";
import { PHONE, open, reveal, sessionState, withBrowser } from "./browser.mjs";
import { add, choose, file, openImport } from "./importing.mjs";

const PHYSICS = `# פיזיקה

## מושגים

- **מסה**: כמות החומר בגוף, כפי ש-\`kubectl get mass\` מראה.
- **כוח**: מה שמאיץ.

| מושג | יחידה | סימן |
|---|---|---|
| אורך | מטר | m |
| זמן | שנייה | s |
`;

/** In which direction each of these reads. */
const directions = (page, selector) =>
  page.locator(selector).evaluateAll((nodes) => nodes.map((node) => getComputedStyle(node).direction));

test("a roadmap from right to left reads right on every page, and what is code stays as it is", () =>
  withBrowser({ ...PHONE, serviceWorkers: "block" }, async (page) => {
    await openImport(page);
    await choose(page, file("physics.md", PHYSICS));
    assert.deepEqual(await directions(page, ".import-document h3"), ["rtl"]);
    await add(page);
    await open(page, "#/study");
    await sessionState(page);
    await reveal(page);
    assert.match(await page.locator(".question").innerText(), /מסה/);
    assert.deepEqual(await directions(page, ".answer p"), ["rtl"]);
    // The question is in two languages, and begins with the one of the application.
    assert.deepEqual(await directions(page, ".answer code"), ["ltr"]);
    // The text begins at the right.
    const edges = await page.locator(".answer p").first().evaluate((node) => {
      const range = document.createRange();
      range.selectNodeContents(node);
      const [first] = range.getClientRects();
      const box = node.getBoundingClientRect();
      return box.right - first.right < 2;
    });
    assert.ok(edges, "the answer begins at the right edge");
    await open(page, "#/browse/kind:table");
    await page.locator(".browse-row").first().waitFor();
    await page.locator(".browse-open").first().click();
    await page.getByRole("heading", { name: "Where it stands" }).waitFor();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 390, `nothing is wider than the screen: ${width}`);
  }));
