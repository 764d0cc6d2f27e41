// How long a package of 10,000 cards with 100,000 reviews takes to make and to read in the browser, and
// how long the page stands still meanwhile: figures, for a person to read. The bar is 1.5 s each.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { DESKTOP, open, withBrowser } from "./browser.mjs";
import { openImport } from "./importing.mjs";
import { backup, cardsOf, fill, roadmap } from "./large.mjs";

const CARDS = Number(process.env.WAYMARK_PACKED ?? 10_000);
const ROUNDS = 3;
/** After this something hangs. */
const END = 120_000;

/** Notes how often and for how long the page does not come to its timers. */
function watch() {
  window.stalls = [];
  let last = performance.now();
  setInterval(() => {
    const now = performance.now();
    window.stalls.push(now - last);
    last = now;
  }, 1);
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.longTasks.push(entry.duration);
  }).observe({ entryTypes: ["longtask"] });
}

/** Forgets what was noted. */
const anew = (page) =>
  page.evaluate(() => {
    window.stalls = [];
    window.longTasks = [];
  });

/** The longest task of the page since then; a browser tells only of those beyond 50 ms. */
const longest = (page) =>
  page.evaluate(() => {
    const most = (list) => list.reduce((one, other) => Math.max(one, other), 0);
    return { task: most(window.longTasks), stall: most(window.stalls) };
  });

/** The processes of pages, with their workers, among the browsers of this script. */
function renderers() {
  const parents = new Map();
  const found = [];
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const status = readFileSync(`/proc/${pid}/status`, "utf8");
      const field = (name) => Number(status.match(new RegExp(`${name}:\\s+(\\d+)`))?.[1] ?? 0);
      parents.set(Number(pid), field("PPid"));
      if (!readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("--type=renderer")) continue;
      const ticks = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ").slice(11, 13);
      found.push({ pid: Number(pid), mb: field("VmHWM") / 1024, ms: 10 * (Number(ticks[0]) + Number(ticks[1])) });
    } catch {
      // It has ended meanwhile.
    }
  }
  const isOwn = (pid) => pid === process.pid || (parents.has(pid) && isOwn(parents.get(pid)));
  return found.filter(({ pid }) => isOwn(pid));
}

/** The most memory that such a process has had. */
const peak = () => `${Math.max(0, ...renderers().map(({ mb }) => mb)).toFixed(0)} MB`;

/** How long they have computed, on all threads: that, unlike the time that passes, others on the machine hardly change. */
const computed = () => renderers().reduce((sum, { ms }) => sum + ms, 0);

/** Milliseconds in the page from a click on the button of that name until `there` is seen. */
function timed(page, button, there) {
  return page.evaluate(
    ([button, there]) =>
      new Promise((done) => {
        const find = () => [...document.querySelectorAll("h2, h3, p")].some((e) => e.textContent.includes(there));
        const clicked = [...document.querySelectorAll("button")].find((e) => e.textContent === button);
        const began = performance.now();
        clicked.click();
        const observer = new MutationObserver(() => {
          if (!find()) return;
          observer.disconnect();
          done(performance.now() - began);
        });
        observer.observe(document.body, { childList: true, subtree: true, characterData: true });
      }),
    [button, there],
  );
}

const load = () => loadavg()[0].toFixed(1);
const say = (what, ms, { task, stall }) =>
  console.log(
    `${what}: ${ms.map((one) => one.toFixed(0)).join(", ")} ms; longest task of the page ` +
      `${task ? `${task.toFixed(0)} ms` : "below 50 ms"}, longest time without a timer ${stall.toFixed(0)} ms; load ${load()}`,
  );

const text = roadmap(CARDS);
const ids = cardsOf(text);
let made;
await withBrowser(DESKTOP, async (page, browser) => {
  await fill(page, text, backup(ids, CARDS * 10));
  const next = await browser.newPage();
  await next.addInitScript(() => {
    window.longTasks = [];
  });
  await open(next, "#/export/room");
  await next.locator(".export-figures").waitFor({ timeout: END });
  console.log(await next.locator(".export-figures").innerText());
  await next.evaluate(watch);
  const took = [];
  const worst = { task: 0, stall: 0 };
  for (let round = 0; round < ROUNDS; round += 1) {
    await anew(next);
    const saved = next.waitForEvent("download", { timeout: END });
    took.push(await timed(next, "Export", "The file is made"));
    const path = await (await saved).path();
    made = readFileSync(path);
    const now = await longest(next);
    worst.task = Math.max(worst.task, now.task);
    worst.stall = Math.max(worst.stall, now.stall);
    await next.getByRole("button", { name: "Export something else" }).click();
    await next.locator(".export-figures").waitFor({ timeout: END });
  }
  say(`export of ${CARDS} cards, ${made.length} bytes`, took, worst);
  console.log("peak memory of the page's process, its workers included:", peak());
});

/** Reads a package as another learner, who has none of it. */
async function read(what, path) {
  await withBrowser(DESKTOP, async (page) => {
    await page.addInitScript(() => {
      window.longTasks = [];
    });
    await openImport(page);
    await page.evaluate(watch);
    await anew(page);
    await page.evaluate(() => {
      document.querySelector("[name=files]").addEventListener("change", () => {
        window.began = performance.now();
      }, { capture: true });
      new MutationObserver(() => {
        if (document.querySelector(".import-actions")) window.ended ??= performance.now();
      }).observe(document.body, { childList: true, subtree: true });
    });
    const before = computed();
    await page.locator("[name=files]").setInputFiles(path);
    await page.locator(".import-actions").waitFor({ timeout: END });
    const refused = await page.getByText("passed over").count();
    assert.equal(refused, 0, await page.locator("main").innerText());
    const took = await page.evaluate(() => window.ended - window.began);
    const ms = computed() - before;
    say(`${what}, ${statSync(path).size} bytes, until its cards are shown`, [took], await longest(page));
    console.log(`computing of the page's process on all threads: ${ms} ms`);
    console.log("peak memory of the page's process, its workers included:", peak());
  });
}

const folder = mkdtempSync(join(tmpdir(), "waymark-"));
try {
  const foreign = join(folder, "foreign.apkg");
  execFileSync("python3", [join(process.env.WAYMARK_SOURCES, "tests", "anki", "foreign.py"), foreign]);
  for (let round = 0; round < ROUNDS; round += 1) {
    await read("import of a foreign deck of 10000 notes and 100000 rows", foreign);
  }
  const own = join(folder, "own.apkg");
  writeFileSync(own, made);
  await read("import of the package that was exported", own);
} finally {
  rmSync(folder, { recursive: true });
}
