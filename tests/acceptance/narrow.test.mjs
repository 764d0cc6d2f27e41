// Every page 320 px wide, and with letters twice as large: nothing is cut off, covered or out of reach.

import assert from "node:assert/strict";
import { test } from "node:test";
import { PHONE, open, pastSameTap, until, withBrowser } from "./browser.mjs";
import { browsePages } from "./finding.mjs";
import { importPages } from "./importing.mjs";
import { editingPages } from "./revising.mjs";

const NARROW = { ...PHONE, viewport: { width: 320, height: 640 }, serviceWorkers: "block" };

/** What is out of sight or cut off on the page as it is. What scrolls in a frame of its own is neither. */
function lost() {
  const wide = document.documentElement.clientWidth;
  const style = (node) => getComputedStyle(node);
  const scrolls = (node) => {
    for (let at = node; at && at !== document.body; at = at.parentElement) {
      if (/auto|scroll/.test(style(at).overflowX)) return true;
      if (/rect|inset/.test(style(at).clipPath + style(at).clip)) return true;
    }
    return false;
  };
  const words = (node) => `${node.tagName.toLowerCase()}.${node.getAttribute("class")}: ${node.textContent.trim().slice(0, 40)}`;
  const found = [];
  if (document.documentElement.scrollWidth > wide + 1) found.push(`the page is ${document.documentElement.scrollWidth} wide`);
  for (const node of document.querySelectorAll("body *:not(svg *, math *, option)")) {
    const box = node.getBoundingClientRect();
    if (!box.width || !box.height || !node.checkVisibility({ visibilityProperty: true })) continue;
    if ((box.right > wide + 1 || box.left < -1) && !scrolls(node)) found.push(`beside the page: ${words(node)}`);
    // A field of one line scrolls by itself, and a row of Browse ends its question after three lines.
    if (/INPUT|PROGRESS/.test(node.tagName) || style(node).webkitLineClamp !== "none") continue;
    const clips = (overflow, inner, outer) => /hidden|clip/.test(overflow) && inner > outer + 1;
    const isClipped = clips(style(node).overflowX, node.scrollWidth, node.clientWidth)
      || clips(style(node).overflowY, node.scrollHeight, node.clientHeight);
    if (isClipped && !scrolls(node)) found.push(`cut off: ${words(node)}`);
  }
  // What stays in place leaves room to read.
  const isFixed = ({ position, top, bottom }) => position === "fixed" ||
    (position === "sticky" && (parseFloat(top) >= 0 || parseFloat(bottom) >= 0));
  const fixed = [...document.querySelectorAll("body *")].filter((node) => isFixed(style(node)));
  const covered = fixed.filter((node) => node.checkVisibility() && !node.closest("dialog"))
    .map((node) => node.getBoundingClientRect())
    .filter((box) => box.bottom > 0 && box.top < innerHeight)
    .reduce((sum, box) => sum + Math.min(box.bottom, innerHeight) - Math.max(box.top, 0), 0);
  if (covered > innerHeight / 2 + 2) found.push(`${Math.round(covered)} of ${innerHeight} px stand still`);
  // What takes the focus can be seen, and touched.
  const before = scrollY;
  const ground = document.querySelector("dialog:modal") ?? document.body;
  for (const node of ground.querySelectorAll("a, button:enabled, input, select, textarea, summary")) {
    if (!node.checkVisibility({ visibilityProperty: true }) || scrolls(node) && !node.closest("dialog")) continue;
    node.scrollIntoView({ block: "nearest" });
    const box = node.getClientRects()[0];
    if (!box?.width) continue;
    const at = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height / 2, 20));
    const isIt = at && (node.contains(at) || at.contains(node) || at.closest("label")?.contains(node));
    if (!isIt) found.push(`behind ${at ? words(at) : "the edge"}: ${words(node)}`);
  }
  scrollTo(0, before);
  // Nothing is drawn over the way out, undo and what is left.
  const pieces = [...document.querySelectorAll(".study-bar > a, .study-bar > button, .study-bar .count")]
    .map((node) => [node, node.getBoundingClientRect()]);
  for (const [one, a] of pieces) {
    for (const [other, b] of pieces) {
      const isOver = a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
      if (one !== other && isOver) found.push(`on each other: ${words(one)} and ${words(other)}`);
    }
  }
  return [...new Set(found)];
}

/** Opens everything that is folded, also what is drawn only then. */
function unfold(page) {
  return until(page, () => {
    const folded = document.querySelectorAll("details:not([open])");
    folded.forEach((fold) => { fold.open = true; });
    return folded.length === 0;
  });
}

/** How large the letters are: by the browser's settings, and by those of the page, which no media query knows. */
const LETTERS = {
  "letters as they are": { browser: 16, page: "100%" },
  "letters twice as large": { browser: 32, page: "100%" },
  "letters twice as large by the page": { browser: 16, page: "200%" },
};

for (const [name, letters] of Object.entries(LETTERS)) {
  const preferences = { webkit: { webprefs: { default_font_size: letters.browser } } };
  test(`nothing is lost at 320 px with ${name}`, () =>
    withBrowser({ ...NARROW, preferences }, async (page) => {
      const found = [];
      const see = async (_, where) => {
        await page.evaluate((size) => { document.documentElement.style.fontSize = size; }, letters.page);
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
        const here = await page.evaluate(lost);
        found.push(...here.map((what) => `${where}: ${what}`));
        if (process.env.NARROW_SHOTS) {
          const path = `${process.env.NARROW_SHOTS}/${`${where} ${name}`.replaceAll(" ", "-")}.png`;
          await page.screenshot({ path, fullPage: true });
        }
      };
      const visit = async (where, address, ready) => {
        await open(page, address);
        await page.locator(ready).first().waitFor();
        await see(page, where);
      };
      await visit("Today at first", "#/", ".invitation");
      await visit("a question", "#/study", ".question");
      await page.keyboard.press("Space");
      await page.locator(".answer").waitFor();
      await see(page, "an answer");
      await page.keyboard.press("w");
      await page.locator(".why").waitFor();
      await see(page, "why this card");
      await page.keyboard.press("?");
      await page.getByRole("dialog", { name: "More" }).waitFor();
      await see(page, "what can be done");
      await page.keyboard.press("Escape");
      await pastSameTap(page);
      await page.keyboard.press("1");
      await page.locator(".answer").waitFor({ state: "detached" });
      await page.keyboard.press("Shift+E");
      await page.getByLabel("Markdown of these lines").waitFor();
      await see(page, "Edit card");
      await visit("Today", "#/", ".invitation");
      await visit("Roadmap", "#/roadmap/kubernetes-foundations", ".phase");
      await page.locator(".phase-toggle").nth(1).click();
      await unfold(page);
      await see(page, "Roadmap, all open");
      await page.locator('a[href^="#/cram/"]').first().click();
      await page.locator(".study .question").waitFor();
      await see(page, "Cram");
      await visit("Shelf", "#/shelf", ".shelf-group");
      await unfold(page);
      await see(page, "Shelf, all open");
      await visit("Statistics", "#/statistics", ".statistics-figures");
      await unfold(page);
      await see(page, "Statistics, all open");
      await visit("Nothing to cram", "#/cram/kubernetes-foundations", ".finish");
      await visit("Evidence", "#/evidence", ".panel");
      await visit("Export", "#/export", ".export-figures");
      await unfold(page);
      await see(page, "Export, all open");
      await visit("Settings", "#/settings", "[name=new-per-day]");
      await unfold(page);
      await see(page, "Settings, all open");
      await browsePages(page, see);
      await importPages(page, see);
      await editingPages(page, see);
      await page.evaluate(() => localStorage.setItem("waymark/journal/00000000000000aa/0", "?"));
      await visit("Health", "#/health", ".panel");
      await page.getByText("Exact figures").click();
      await page.getByText("Characters used").waitFor();
      await see(page, "Health, all open");
      await visit("an unknown address", "#/nowhere", "h1");
      await open(page, "#/recover");
      await page.getByRole("heading", { name: "Safe mode" }).waitFor();
      await see(page, "safe mode");
      assert.equal(found.join("\n"), "");
    }));
}
