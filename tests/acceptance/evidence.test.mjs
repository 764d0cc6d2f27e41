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

/**
 * What follows from the history alone: its reviews but the first of each card, in the order in which
 * they came. The last fifth of them was held out.
 */
function known(text) {
  const begun = new Set();
  const came = [];
  const days = JSON.parse(text).runs.map(({ instant, events }) => {
    for (const [, { r: [card, rating] }] of events) {
      if (begun.has(card)) came.push(rating > 2);
      begun.add(card);
    }
    return instant / 86_400_000;
  });
  const heldOut = came.slice(came.length - Math.floor(came.length / 5));
  return {
    heldOut: heldOut.length,
    recalled: `${Math.round((100 * heldOut.filter(Boolean).length) / heldOut.length)}%`,
    aDay: (came.length / (Math.round(Math.max(...days) - Math.min(...days)) + 1)).toFixed(1),
  };
}

test("every plot has a table behind it, with the numbers that follow from the history", () =>
  withBrowser({ ...DESKTOP, serviceWorkers: "block" }, async (page) => {
    const { text } = remembering({ parameters: UNUSUAL, cards: strangers(300), days: 300 });
    const { heldOut, recalled, aDay } = known(text);
    await restore(page, text);
    await weigh(page);
    const SCHEDULERS = ["SM-2", "FSRS-6, default", "FSRS-6, fitted"];
    const number = (words) => Number(words.replaceAll(",", ""));
    const sum = (numbers) => numbers.reduce((all, one) => all + one, 0);
    // The mean of the weeks, of which the last has six of the ninety days.
    const meanOf = (weeks, column) =>
      sum(weeks.map((row, week) => number(row[column]) * (week < 12 ? 7 : 6))) / 90;
    const tables = {};
    /** Each plot, the heads of its table, and what must hold of the rows. */
    const plots = [
      ["Log loss", ["Scheduler", "Log loss", "RMSE in bins", "Expected", "Recalled"], (rows) => {
        assert.deepEqual(rows.map(([name]) => name), SCHEDULERS);
        assert.deepEqual(rows.map((row) => row[4]), [recalled, recalled, recalled]);
      }],
      ["Foretold and recalled", ["Scheduler", "Foretold", "Recalled", "Reviews"], (rows) => {
        for (const name of SCHEDULERS) {
          const own = rows.filter(([scheduler]) => scheduler === name);
          assert.equal(sum(own.map((row) => number(row[3]))), heldOut, name);
          // The tenths together recall what all did; those with few reviews do not say.
          const told = own.filter((row) => row[2] !== "too few");
          const came = sum(told.map((row) => (number(row[3]) * Number.parseInt(row[2], 10)) / 100));
          const silent = heldOut - sum(told.map((row) => number(row[3])));
          const all = (heldOut * Number.parseInt(recalled, 10)) / 100;
          assert.ok(came <= all + 0.01 * heldOut && came >= all - silent - 0.01 * heldOut, `${name}: ${own}`);
        }
      }],
      ["What each would have asked", ["Scheduler", "Reviews a day", "Minutes a day", "Recalled at the end"], (rows) => {
        assert.deepEqual(rows[0], ["You, in fact", aDay, "–", "–"]);
        // Who simulates this learner under the method that they followed asks about as much.
        assert.equal(rows[1][0], "SM-2");
        assert.ok(Math.abs(number(rows[1][1]) / number(aDay) - 1) < 0.25, `${rows}`);
      }],
      ["The next 90 days", ["Scheduler", "Reviews a day", "Minutes a day", "Recalled after 90 days"], (rows) => {
        assert.equal(rows.length, 6);
        const retained = rows.slice(1).map((row) => Number.parseInt(row[3], 10));
        assert.deepEqual(retained, retained.toSorted((a, b) => a - b), "more retention, more recalled");
      }],
      ["Week by week", ["Week", "SM-2", "at 75%", "at 80%", "at 85%", "at 90%", "at 95%"], (rows) => {
        assert.deepEqual(rows.map(([week]) => week), Array.from({ length: 13 }, (_, at) => `Week ${at + 1}`));
        for (const [place, row] of tables["The next 90 days"].entries()) {
          assert.ok(Math.abs(meanOf(rows, place + 1) - number(row[1])) < 0.15, `${row}: ${meanOf(rows, place + 1)}`);
        }
      }],
      ["What it takes", ["Scheduler", "New a day", "Reviews a day", "Minutes a day", "Recalled then"], async (rows) => {
        const field = async (label) => Number(await page.getByLabel(label, { exact: true }).inputValue());
        const needed = Math.ceil((await field("Cards")) / ((await field("In how many days")) - 7));
        assert.deepEqual(rows.map((row) => row[1]), [`${needed}`, `${needed}`]);
      }],
    ];
    const titles = await page.getByRole("figure").locator("h2").allInnerTexts();
    assert.deepEqual(titles.toSorted(), plots.map(([title]) => title).toSorted(), "no plot is left out");
    for (const [title, heads, holds] of plots) {
      tables[title] = await rows(page, title);
      const table = page.getByRole("figure", { name: title, exact: true }).getByRole("table");
      assert.deepEqual(await table.getByRole("columnheader").allInnerTexts(), heads, title);
      await holds(tables[title]);
    }
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
