// Stories of the evidence: too few reviews, a learner of one's own, one who follows the default.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";
import { DESKTOP, PHONE, open, stored, until, withBrowser, withProfile } from "./browser.mjs";
import { Host, renew, withCopy } from "./hosting.mjs";
import { everythingIsCached, findUpdate, isWaiting, openAt } from "./offline.mjs";
import { DEFAULT, UNUSUAL, remembering, strangers } from "./remembering.mjs";
import { giveBackup, restore, restored } from "./restoring.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const LONG = { timeout: 60_000 };

/** The files of the worker that the page has asked for. */
function fetched(page) {
  const names = [];
  page.on("request", (request) => {
    const name = new URL(request.url()).pathname.split("/").pop();
    if (name.startsWith("evidence-")) names.push(name);
  });
  return names;
}

const compare = (page) => page.getByRole("button", { name: "Compare on my reviews" });

async function weigh(page) {
  await open(page, "#/evidence");
  await compare(page).click();
  await page.getByRole("heading", { name: "What your reviews say" }).waitFor(LONG);
}

const said = (page) =>
  page.locator(".panel", { has: page.getByRole("heading", { name: "What your reviews say" }) }).locator("p");

/** The rows of a plot's table, which is opened. */
async function rows(page, title) {
  const plot = page.getByRole("figure", { name: title, exact: true });
  await plot.getByText("The same in numbers").click();
  await plot.locator("tbody tr").first().waitFor();
  const rows = await plot.locator("tbody tr").all();
  return Promise.all(rows.map((row) => row.locator("th, td").allInnerTexts()));
}

async function accessible(page, where) {
  await page.evaluate(axe);
  const { violations, passes } = await page.evaluate(() => window.axe.run());
  assert.ok(passes.length > 10, `${where}: axe looked at something`);
  assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]), [], where);
}

/** Opens everything that is folded. */
const unfold = (page) =>
  until(page, () => {
    const folded = document.querySelectorAll(".evidence-page details:not([open])");
    folded.forEach((fold) => { fold.open = true; });
    return folded.length === 0;
  });

const isWithin = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);

test("too few reviews: nothing is claimed, nothing is fetched, and what it takes is said", () =>
  withBrowser({ ...PHONE, serviceWorkers: "block" }, async (page) => {
    const names = fetched(page);
    await open(page, "#/evidence");
    await page.getByText("You have 0 usable reviews of 400.").waitFor();
    const { text, usable } = remembering({ parameters: DEFAULT, cards: strangers(60), days: 30 });
    assert.ok(usable > 100 && usable < 400, `${usable}`);
    await restore(page, text);
    await open(page, "#/evidence");
    await page.getByText(`You have ${usable} usable reviews of 400`).waitFor();
    assert.equal(await compare(page).count(), 0);
    const bar = page.getByRole("progressbar", { name: "Usable reviews" });
    assert.equal(await bar.getAttribute("value"), `${usable}`);
    assert.deepEqual(names, []);
    await accessible(page, "too few reviews");
  }));

test("a memory of one's own is found, said, and drawn with its numbers", () =>
  withBrowser({ ...DESKTOP, serviceWorkers: "block" }, async (page) => {
    const names = fetched(page);
    const { text, usable } = remembering({ parameters: UNUSUAL, cards: strangers(400), days: 400 });
    await restore(page, text);
    await open(page, "#/statistics");
    await page.getByRole("link", { name: "Evidence" }).click();
    await page.getByText(`You have ${usable.toLocaleString("en")} usable reviews`).waitFor();
    assert.deepEqual(names, [], "the optimiser is fetched when it is wanted");
    await compare(page).click();
    await page.getByRole("heading", { name: "What your reviews say" }).waitFor(LONG);
    assert.equal(names.length, 3, `${names}`);
    const words = await said(page).allInnerTexts();
    assert.match(words[0], /^FSRS-6 fitted to you foretells your reviews better than FSRS-6 by default/);
    assert.match(words[2], new RegExp(`^Of the last ${Math.floor(usable / 5).toLocaleString("en")} reviews you recalled \\d+%`));
    const scores = await rows(page, "Log loss");
    assert.deepEqual(scores.map(([name]) => name), ["SM-2", "FSRS-6, default", "FSRS-6, fitted"]);
    assert.ok(Number(scores[2][1]) < Number(scores[1][1]), `${scores}`);
    assert.ok(Number(scores[2][1]) < Number(scores[0][1]), `${scores}`);
    const bins = await rows(page, "Foretold and recalled");
    const fitted = bins.filter(([name, , recalled]) => name === "FSRS-6, fitted" && recalled !== "too few");
    assert.ok(fitted.length >= 2, `${bins}`);
    for (const [, foretold, recalled] of fitted) {
      assert.ok(Math.abs(Number.parseInt(foretold, 10) - Number.parseInt(recalled, 10)) <= 20, `${fitted}`);
    }
    const past = await rows(page, "What each would have asked");
    assert.deepEqual(
      past.map(([name]) => name),
      ["You, in fact", "SM-2", "FSRS-6 at 90%", "FSRS-6 fitted, at 90%"],
    );
    const ahead = await rows(page, "The next 90 days");
    const reviews = ahead.slice(1).map(([, number]) => Number(number));
    assert.deepEqual(reviews, reviews.toSorted((a, b) => a - b), "more retention, more reviews");
    const weeks = await rows(page, "Week by week");
    assert.equal(weeks.length, 13);
    await unfold(page);
    await accessible(page, "evidence");
  }));

test("for who follows the default no gain is claimed, and nothing is offered", () =>
  withBrowser({ ...DESKTOP, serviceWorkers: "block" }, async (page) => {
    const { text } = remembering({ parameters: DEFAULT, cards: strangers(400), days: 400, seed: 3 });
    await restore(page, text);
    await weigh(page);
    const [first] = await said(page).allInnerTexts();
    assert.match(first, /^(Fitting gains nothing that chance would not explain|FSRS-6 fitted to your earlier reviews foretells the later ones worse)/);
    await page.getByText("Nothing is offered here").waitFor();
    assert.equal(await page.getByRole("button", { name: "Use these parameters" }).count(), 0);
  }));

test("parameters are taken, hold after a reload, and are given back", () =>
  withBrowser({ ...DESKTOP, serviceWorkers: "block" }, async (page) => {
    const { text } = remembering({ parameters: UNUSUAL, cards: strangers(300), days: 300 });
    await restore(page, text);
    await weigh(page);
    const facts = async () =>
      [...Object.values(await stored(page)).join("\n").matchAll(/fitted/g)].length;
    assert.equal(await facts(), 0);
    await page.getByRole("button", { name: "Use these parameters" }).press("Enter");
    await page.getByText("FSRS-6 knows you by these parameters now").waitFor();
    assert.equal(await facts(), 1);
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute("role")), "status");
    await page.getByText("No roadmap is under FSRS-6 yet: choose it on the shelf.").waitFor();
    await page.reload();
    await compare(page).click();
    await page.getByText("FSRS-6 knows you by these parameters now").waitFor(LONG);
    await page.getByRole("button", { name: "Use the default again" }).click();
    await page.getByRole("button", { name: "Use these parameters" }).waitFor();
    assert.equal(await page.getByRole("button", { name: "Use the default again" }).count(), 0);
  }));

test("the work shows how far it is, and can be ended at any time", () =>
  withBrowser({ ...DESKTOP, serviceWorkers: "block" }, async (page, browser) => {
    const { text } = remembering({ parameters: UNUSUAL, cards: strangers(400), days: 400 });
    await restore(page, text);
    await open(page, "#/evidence");
    // The worker's program waits until it was cancelled.
    let release;
    const released = new Promise((done) => { release = done; });
    await browser.route("**/evidence-*.wasm", async (route) => {
      await released;
      await route.continue().catch(() => {});
    });
    await compare(page).click();
    await page.getByRole("heading", { name: "Comparing" }).waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Comparing");
    await page.getByRole("progressbar", { name: "Comparing" }).waitFor();
    await page.getByRole("button", { name: "Cancel" }).click();
    await compare(page).waitFor();
    assert.equal(await page.getByRole("alert").innerText(), "");
    release();
    await browser.unroute("**/evidence-*.wasm");
    // Every stage that is said while it works.
    await page.evaluate(() => {
      window.heard = [];
      new MutationObserver(() => {
        const words = document.querySelector(".evidence-page [role=status]")?.textContent;
        if (words && window.heard.at(-1) !== words) window.heard.push(words);
      }).observe(document.querySelector(".evidence-page"), { subtree: true, childList: true, characterData: true });
    });
    await compare(page).click();
    await page.getByRole("heading", { name: "What your reviews say" }).waitFor(LONG);
    const heard = await page.evaluate(() => window.heard);
    assert.ok(heard.includes("Fitting all your reviews"), `${heard}`);
    await page.getByRole("button", { name: "Compare again" }).click();
    await compare(page).waitFor();
  }));

test("a worker that does not come is said, and the page stays", () =>
  withBrowser({ ...DESKTOP, serviceWorkers: "block", isLenient: true }, async (page, browser) => {
    const { text } = remembering({ parameters: UNUSUAL, cards: strangers(200), days: 200 });
    await restore(page, text);
    await open(page, "#/evidence");
    await browser.route("**/evidence-*.wasm", (route) => route.abort());
    await compare(page).click();
    await page.getByText("Nothing was compared: the worker for the evidence ended").waitFor();
    await browser.unroute("**/evidence-*.wasm");
    await compare(page).click();
    await page.getByRole("heading", { name: "What your reviews say" }).waitFor(LONG);
  }));

test("the optimiser is fetched for the first comparison only, and works without a network from then on", () =>
  withCopy((copy) =>
    withProfile(async (launch) => {
      const host = await new Host(copy).start();
      const asked = () => host.asked.filter((name) => name.startsWith("evidence-"));
      const { text } = remembering({ parameters: UNUSUAL, cards: strangers(200), days: 200 });
      const found = (page) => page.getByRole("heading", { name: "What your reviews say" }).waitFor(LONG);
      await launch({ ...DESKTOP, isLenient: true }, async (page) => {
        await openAt(page, host, "#/settings");
        await everythingIsCached(page);
        await giveBackup(page, text);
        await restored(page);
        assert.deepEqual(asked(), [], "never ahead");
        await host.stop();
        await openAt(page, host, "#/evidence");
        await compare(page).click();
        await page.getByText("The first comparison fetches its program, which takes a network").waitFor();
        await host.start();
        await compare(page).click();
        await found(page);
        assert.equal(new Set(asked()).size, 3, `${asked()}`);
      });
      await host.stop();
      host.asked = [];
      const again = () =>
        launch(DESKTOP, async (page) => {
          await openAt(page, host, "#/evidence");
          await compare(page).click();
          await found(page);
        });
      await again();
      assert.deepEqual(host.asked, []);

      // An update brings it along to who had it.
      await host.start();
      const version = await renew(copy, "next");
      await launch(DESKTOP, async (page) => {
        await openAt(page, host);
        await findUpdate(page);
        await isWaiting(page);
      });
      // Without this start the host would be gone when the installed files have hardly reached the disk: a
      // browser that is ended in that moment may forget every version.
      await launch(DESKTOP, async (page) => {
        await openAt(page, host);
        await until(page, async (version) => {
          if (document.querySelector("meta[name=build]")?.content !== version) return false;
          const name = (await caches.keys()).find((name) => name.endsWith(version));
          const kept = name ? await (await caches.open(name)).keys() : [];
          return kept.filter(({ url }) => url.includes("/evidence-")).length === 3;
        }, version);
        await page.locator(".invitation-start").waitFor();
      });
      await host.stop();
      await again();
    })));

test("a new course is reckoned before it is begun, without any review", () =>
  withBrowser({ ...PHONE, serviceWorkers: "block" }, async (page) => {
    await open(page, "#/evidence");
    const course = page.getByRole("figure", { name: "What it takes" });
    await course.getByText(/^450 cards by .* needs 12 new a day\. SM-2: \d+ minutes a day/).waitFor();
    await page.getByLabel("In how many days").fill("10");
    await page.getByLabel("In how many days").press("Tab");
    await course.getByText("needs 90 new a day. That is too much to remember: 50 a day come").waitFor();
    await page.getByLabel("Wanted retention, under FSRS-6").selectOption("97");
    await course.getByText("FSRS-6 at 97%:").waitFor();
    assert.ok(await isWithin(page));
  }));

for (const colorScheme of ["light", "dark"]) {
  test(`at 390 and 320 pixels and with letters twice as large nothing is lost: ${colorScheme}`, () =>
    withBrowser({ ...PHONE, colorScheme, serviceWorkers: "block" }, async (page) => {
      const { text } = remembering({ parameters: UNUSUAL, cards: strangers(300), days: 250 });
      await restore(page, text);
      await weigh(page);
      await unfold(page);
      assert.ok(await isWithin(page), "390");
      await accessible(page, `evidence on a phone, ${colorScheme}`);
      await page.setViewportSize({ width: 320, height: 640 });
      assert.ok(await isWithin(page), "320");
      await page.evaluate(() => { document.documentElement.style.fontSize = "200%"; });
      assert.ok(await isWithin(page), "320 at 200%");
      await accessible(page, `evidence at 320 pixels, ${colorScheme}`);
    }));
}
