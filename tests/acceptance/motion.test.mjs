// Stories of motion: what moves explains something, and for who wants none nothing moves.

import assert from "node:assert/strict";
import { test } from "node:test";
import { PHONE, open, pastSameTap, sessionState, withBrowser } from "./browser.mjs";
import { across, finger } from "./touching.mjs";

const PAGES = {
  Today: ["#/", ".invitation"],
  Roadmap: ["#/roadmap/kubernetes-foundations", ".phase"],
  Shelf: ["#/shelf", ".shelf-group"],
  Browse: ["#/browse", ".browse-row"],
  Statistics: ["#/statistics", ".statistics-figures"],
  Evidence: ["#/evidence", ".evidence-course"],
  Settings: ["#/settings", "[name=new-per-day]"],
  Health: ["#/health", ".panel"],
  Import: ["#/import", ".import-choosing"],
  Export: ["#/export", ".export-figures"],
  "an unknown address": ["#/nowhere", "h1"],
};

/** What moves now, or would if it changed, for longer than a millisecond. */
const moving = (page) =>
  page.evaluate(() => {
    const name = (element, pseudo) => `${element.tagName.toLowerCase()}.${element.className}${pseudo}`;
    const isLong = (durations) => durations.split(",").some((one) => Number.parseFloat(one) * (one.endsWith("ms") ? 1 : 1_000) > 1);
    const found = new Set();
    for (const element of document.querySelectorAll("*")) {
      for (const pseudo of ["", "::before", "::after"]) {
        const style = getComputedStyle(element, pseudo || null);
        const isAnimated = style.animationName !== "none" && isLong(style.animationDuration);
        if (isAnimated || isLong(style.transitionDuration)) found.add(name(element, pseudo));
        if (style.scrollBehavior === "smooth") found.add(`${name(element, pseudo)} scrolls`);
      }
    }
    for (const animation of document.getAnimations()) {
      const { target, pseudoElement } = animation.effect;
      if (animation.effect.getComputedTiming().duration > 1) found.add(`${name(target, pseudoElement ?? "")} moves`);
    }
    return [...found];
  });

/** Opens the first thing that is folded and says what moves then. */
const unfolding = (page) =>
  page.evaluate(() => {
    const fold = document.querySelector("main summary, main .phase-toggle");
    if (!fold) return 0;
    fold.click();
    // What changed is drawn, so that whatever moves has begun.
    fold.getBoundingClientRect();
    return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() =>
      done(document.getAnimations().filter((one) => one.effect.getComputedTiming().duration > 1).length))));
  });

/** Goes to every page, and reveals, moves aside and rates a card; gives what moves, page by page. */
async function everywhere(page) {
  const found = {};
  await open(page, "#/study");
  await sessionState(page);
  found.question = await moving(page);
  await pastSameTap(page);
  await page.keyboard.press("Space");
  await page.locator(".answer").waitFor();
  found.answer = await moving(page);
  await pastSameTap(page);
  await finger(page, across(70), async () => {
    const translate = await page.locator(".study-card").evaluate((card) => getComputedStyle(card).translate);
    found["under a finger"] = translate === "none" ? [] : ["main.study-card follows"];
  });
  await page.locator(".swipe").waitFor({ state: "detached" });
  await page.keyboard.press("3");
  await page.locator(".answer").waitFor({ state: "detached" });
  found.next = await moving(page);
  for (const [name, [address, there]] of Object.entries(PAGES)) {
    await open(page, address);
    await page.locator(there).first().waitFor();
    found[name] = await moving(page);
    const opened = await unfolding(page);
    if (opened > 0) found[`${name}, unfolded`] = [`${opened} move`];
  }
  return Object.fromEntries(Object.entries(found).filter(([, what]) => what.length > 0));
}

test("what moves explains: folds turn their arrow, and the card follows the finger", () =>
  withBrowser({ ...PHONE, serviceWorkers: "block" }, async (page) => {
    const found = await everywhere(page);
    assert.deepEqual(found["under a finger"], ["main.study-card follows"]);
    assert.deepEqual(found.Roadmap, ["button.phase-toggle::after", "summary.::before"]);
    assert.deepEqual(found["Roadmap, unfolded"], ["1 move"]);
    // And nothing else does, anywhere.
    const all = Object.values(found).flat();
    assert.deepEqual(
      [...new Set(all.map((what) => what.replace(/^\d+ /, "")))].toSorted(),
      ["button.phase-toggle::after", "main.study-card follows", "move", "summary.::before"],
    );
  }));

test("where the system wants little motion, nothing moves", () =>
  withBrowser({ ...PHONE, reducedMotion: "reduce", serviceWorkers: "block" }, async (page) => {
    assert.deepEqual(await everywhere(page), {});
  }));

test("where Settings say so, nothing moves, whatever the system wants", () =>
  withBrowser({ ...PHONE, reducedMotion: "no-preference", serviceWorkers: "block" }, async (page) => {
    await open(page, "#/settings");
    await page.locator("[name=motion]").selectOption({ label: "Reduced" });
    assert.deepEqual(await everywhere(page), {});
  }));
