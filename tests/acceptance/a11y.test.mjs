// Nothing on any page that axe-core, the accessibility checker, finds wanting.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";
import { DESKTOP, PHONE, open, pastSameTap, sessionState, until, withBrowser } from "./browser.mjs";
import { browsePages } from "./finding.mjs";
import { importPages } from "./importing.mjs";
import { editingPages } from "./revising.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

async function check(page, where) {
  // Evaluated, not added as a script: the page's own policy forbids that.
  await page.evaluate(axe);
  const { violations, passes } = await page.evaluate(() => window.axe.run());
  assert.ok(passes.length > 10, `${where}: axe looked at something`);
  const found = violations.map((violation) => ({
    rule: violation.id,
    help: violation.help,
    nodes: violation.nodes.map((node) => node.html),
  }));
  assert.deepEqual(found, [], where);
}

/** Opens everything that is folded, also what is drawn only then. */
async function unfold(page) {
  await until(page, () => {
    const folded = document.querySelectorAll("details:not([open])");
    folded.forEach((fold) => { fold.open = true; });
    return folded.length === 0;
  });
}

for (const colorScheme of ["light", "dark"]) {
  for (const [size, context] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
    test(`axe finds nothing: ${size}, ${colorScheme}`, () =>
      withBrowser({ ...context, colorScheme, serviceWorkers: "block" }, async (page) => {
        await open(page);
        await check(page, "Today");
        await open(page, "#/statistics");
        await page.getByText("After your first session").waitFor();
        await check(page, "Statistics of a new learner");
        await open(page, "#/study");
        await sessionState(page);
        await check(page, "a question");
        await page.keyboard.press("Space");
        await page.locator(".answer").waitFor();
        await check(page, "an answer");
        await pastSameTap(page);
        await page.keyboard.press("1");
        await page.locator(".answer").waitFor({ state: "detached" });
        await open(page, "#/roadmap/kubernetes-foundations");
        await page.locator(".phase").first().waitFor();
        await check(page, "Roadmap, as it opens");
        await page.locator(".phase-toggle").nth(1).click();
        await unfold(page);
        await page.getByRole("button", { name: /Write evidence/ }).first().click();
        await check(page, "Roadmap, everything open");
        await open(page, "#/statistics");
        await page.locator(".statistics-figures").waitFor();
        for (const summary of await page.locator(".statistics summary").all()) await summary.click();
        await check(page, "Statistics");
        await open(page, "#/export");
        await page.locator(".export-figures").waitFor();
        await check(page, "Export");
        await open(page, "#/shelf");
        await page.locator(".shelf-group select").last().selectOption("Removed");
        await page.getByRole("button", { name: /Put back/ }).waitFor();
        await page.locator(".shelf summary").first().click();
        await check(page, "Shelf");
        await page.getByRole("button", { name: /Put back/ }).click();
        await open(page, "#/settings");
        await check(page, "Settings");
        await browsePages(page, check);
        await importPages(page, check);
        await editingPages(page, check);
        await page.evaluate(() => localStorage.setItem("waymark/journal/00000000000000aa/0", "?"));
        await page.reload();
        await page.locator(".notice").waitFor();
        await check(page, "unreadable history");
        await open(page, "#/health");
        await page.getByText("Exact figures").click();
        await page.getByText("Characters used").waitFor();
        await check(page, "Health");
        await open(page, "#/recover");
        await page.getByRole("heading", { name: "Safe mode" }).waitFor();
        await page.locator("summary").click();
        await check(page, "safe mode");
        await open(page, "#/nowhere");
        await check(page, "an unknown address");
      }));
  }
}
