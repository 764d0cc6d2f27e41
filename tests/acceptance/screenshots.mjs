// Photographs of every page, in three sizes and both themes, for a person to look at.

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { DESKTOP, PHONE, open, pastSameTap, sessionState, site, withBrowser } from "./browser.mjs";
import { restore } from "./restoring.mjs";
import { editingPages } from "./revising.mjs";
import { browsePages } from "./finding.mjs";
import { evenings } from "./history.mjs";
import { add, choose, file, importPages, openImport } from "./importing.mjs";
import { cardsOfFile } from "./large.mjs";

/** Between the two, where layouts of both may fail. */
const TABLET = { viewport: { width: 820, height: 1180 }, isMobile: true, hasTouch: true };

const folder = process.env.WAYMARK_SCREENSHOTS;
await mkdir(folder, { recursive: true });

/** A roadmap with a question that it does not answer. */
const OWN = `# Pods in short

## Sharing

Containers of one Pod share an address and can share volumes.

- Why do the containers of a Pod share an address?
`;

const MONTHS = evenings(
  ["foundations", "mastery"].flatMap((name) => cardsOfFile(`content/kubernetes/${name}.md`)),
  150,
);

async function studySome(page, ratings) {
  await open(page, "#/study");
  for (const name of ratings) {
    await sessionState(page);
    await pastSameTap(page);
    await page.keyboard.press("Space");
    await page.locator(".answer").waitFor();
    await pastSameTap(page);
    await page.locator(`.rating[data-rating=${name}]`).click();
    await page.locator(".answer").waitFor({ state: "detached" });
  }
}

async function photographAll(name, context) {
  await withBrowser(context, async (page) => {
    const shot = (what) => page.screenshot({ path: join(folder, `${what}-${name}.png`) });
    await open(page);
    await shot("today-first");
    await open(page, "#/roadmap/kubernetes-foundations");
    await page.locator(".phase").first().waitFor();
    await shot("roadmap-first");
    await studySome(page, ["good", "easy", "again", "hard", "good"]);
    await shot("study-question");
    await pastSameTap(page);
    await page.keyboard.press("Space");
    await page.locator(".answer").waitFor();
    await shot("study-answer");
    // A card whose answer is the learner's own; what a learner adds is asked first.
    await openImport(page);
    await choose(page, file("pods.md", OWN));
    await add(page);
    await open(page, "#/study");
    await sessionState(page);
    await page.keyboard.press("Space");
    await page.locator(".instruction").waitFor();
    await shot("study-own-answer");
    await openImport(page);
    const own = page.locator(".import-shelf > li", { hasText: "Pods in short" });
    await own.locator("summary").click();
    await own.getByRole("button", { name: "Remove this roadmap" }).click();
    await own.waitFor({ state: "detached" });
    await open(page);
    await shot("today");
    await open(page, "#/roadmap/kubernetes-foundations");
    await page.locator(".phase details").first().locator("summary").click();
    await page.screenshot({ path: join(folder, `roadmap-${name}.png`), fullPage: true });
    await open(page, "#/shelf");
    await page.locator(".shelf-group").first().waitFor();
    await page.locator(".shelf-group select").last().selectOption("Paused");
    await page.locator(".shelf summary").first().click();
    await page.screenshot({ path: join(folder, `shelf-${name}.png`), fullPage: true });
    await page.locator(".shelf-group select").last().selectOption("Active");
    await open(page, "#/settings");
    await page.locator("[name=new-per-day]").waitFor();
    await shot("settings");
    await importPages(page, (_, what) => shot(what.replaceAll(" ", "-")));
    await editingPages(page, (_, what) => page.screenshot({
      path: join(folder, `${what.replaceAll(" ", "-")}-${name}.png`),
      fullPage: true,
    }));
    await open(page, "#/nowhere");
    await shot("not-found");
    await page.evaluate(() => localStorage.setItem("waymark/journal/00000000000000aa/0", "?"));
    await page.goto(site);
    await page.reload();
    await page.locator(".notice").waitFor();
    await shot("unreadable");
    await open(page, "#/health");
    await page.getByText("Exact figures").click();
    await page.getByText("Characters used").waitFor();
    await page.screenshot({ path: join(folder, `health-${name}.png`), fullPage: true });
    await open(page, "#/recover");
    await page.getByRole("heading", { name: "Safe mode" }).waitFor();
    await page.locator("summary").click();
    await page.screenshot({ path: join(folder, `safe-mode-${name}.png`), fullPage: true });
    await page.getByRole("button", { name: "Try again" }).click();
    await page.locator(".invitation-start").click();
    await sessionState(page);
    await page.evaluate(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
    });
    await page.keyboard.press("Space");
    await page.locator(".answer").waitFor();
    await pastSameTap(page);
    await page.keyboard.press("3");
    await page.getByText("storage for this site is full").waitFor();
    await shot("full");
  });
  await withBrowser(context, async (page) => {
    await open(page, "#/settings");
    await page.locator("[name=new-per-day]").fill("2");
    await page.locator("[name=new-per-day]").press("Tab");
    await studySome(page, ["good", "easy"]);
    await page.locator(".finish").waitFor();
    await page.screenshot({ path: join(folder, `finish-${name}.png`) });
    await open(page);
    await page.screenshot({ path: join(folder, `today-done-${name}.png`) });
  });
  await withBrowser(context, async (page) => {
    const whole = async (what) => {
      await page.screenshot({ path: join(folder, `${what}-${name}.png`), fullPage: true });
    };
    await open(page, "#/statistics");
    await page.getByText("After your first session").waitFor();
    await whole("statistics-first");
    await open(page, "#/browse");
    await page.locator(".browse-row").first().waitFor();
    await whole("browse-first");
    await open(page, "#/evidence");
    await page.locator(".panel").first().waitFor();
    await whole("evidence-first");
    await open(page, "#/export");
    await page.locator(".export-figures").waitFor();
    await whole("export-first");
    await open(page, "#/health");
    await page.getByText("Exact figures").waitFor();
    await whole("health-first");
    await restore(page, MONTHS);
    await page.screenshot({ path: join(folder, `settings-restored-${name}.png`), fullPage: true });
    await open(page);
    await whole("today-months");
    await open(page, "#/statistics");
    await page.locator(".statistics-figures").waitFor();
    await whole("statistics-months");
    await open(page, "#/roadmap/kubernetes-foundations");
    await page.locator(".phase").first().waitFor();
    await whole("roadmap-months");
    await open(page, "#/study");
    await sessionState(page);
    await page.keyboard.press("?");
    await page.locator(".sheet, dialog").first().waitFor();
    await page.screenshot({ path: join(folder, `study-keys-${name}.png`) });
    await page.keyboard.press("Escape");
    await open(page, "#/roadmap/kubernetes-foundations");
    await page.locator(".phase").first().waitFor();
    await page.locator('a[href^="#/cram/"]').first().click();
    await sessionState(page);
    await page.screenshot({ path: join(folder, `cram-${name}.png`) });
    await open(page, "#/export");
    await page.locator(".export-figures").waitFor();
    await whole("export");
    await open(page, "#/evidence");
    await page.locator(".panel").first().waitFor();
    await whole("evidence");
    // What Browse is asked for is what was rated today.
    await studySome(page, ["good"]);
    await browsePages(page, (_, what) => whole(what.replaceAll(" ", "-").toLowerCase()));
  });
  const preferences = { profile: { default_content_setting_values: { cookies: 2 } } };
  await withBrowser({ ...context, preferences }, async (page) => {
    await page.goto(site);
    await page.locator(".notice").waitFor();
    await page.screenshot({ path: join(folder, `blocked-${name}.png`) });
  });
}

// `WAYMARK_SHOTS=phone` or `desktop-dark` takes some of them.
const wanted = process.env.WAYMARK_SHOTS ?? "";
for (const colorScheme of ["light", "dark"]) {
  for (const [size, context] of Object.entries({ phone: PHONE, tablet: TABLET, desktop: DESKTOP })) {
    const name = `${size}-${colorScheme}`;
    if (name.startsWith(wanted)) await photographAll(name, { ...context, colorScheme, serviceWorkers: "block" });
  }
}
