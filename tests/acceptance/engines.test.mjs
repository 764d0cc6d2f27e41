// The story without a network, in the engines that are not Chromium.

import assert from "node:assert/strict";
import { readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { withFirefoxProfile } from "./firefox.mjs";
import { Host, built } from "./hosting.mjs";
import { backup, cardsOf, roadmap } from "./large.mjs";
import { EVERYTHING_IS_CACHED } from "./offline.mjs";
import { png } from "./showing.mjs";
import { withWebKit } from "./webkit.mjs";

const TEA = "# Tea\n\n![leaves](img/leaf.png)\n\n## Leaves\n\n- **Green**: not oxidised.\n- **Black**: fully oxidised.\n";

const ROOM = roadmap(100);

/** Keeps the file that the page offers for download. */
const KEEP_SAVED = `
  const make = URL.createObjectURL;
  URL.createObjectURL = (blob) => { window.saved = blob; return make.call(URL, blob); };`;

const EXPORT = ".export .primary";
const IS_THERE = "return document.querySelector(given[0]) !== null";
const WAIT = "await new Promise((done) => setTimeout(done, 250)); return true";

async function rate(page) {
  await page.until(IS_THERE, ".question");
  await page.ask(WAIT);
  await page.click(".reveal");
  await page.until(IS_THERE, ".answer");
  await page.ask(WAIT);
  await page.click(".rating[data-rating=good]");
  await page.until("return document.querySelector('.answer') === null");
}

/** The bytes of the one file with that ending in the folder of downloads. */
async function downloaded(folder, ending) {
  for (const deadline = Date.now() + 20_000; Date.now() < deadline; ) {
    const name = (await readdir(folder)).find((name) => name.endsWith(ending));
    const bytes = name ? await readFile(join(folder, name)) : "";
    if (bytes.length > 0) return bytes;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error("nothing was saved");
}

/** The host of a site, after a visit that fetched everything. */
async function visited(page) {
  const host = await new Host(built, "/some/folder/").start();
  await page.goto(host.url);
  await page.until(EVERYTHING_IS_CACHED);
  await host.stop();
  host.asked = [];
  return host;
}

async function studyTwo(page) {
  for (let card = 0; card < 2; card += 1) await rate(page);
}

/** Imports one roadmap with what is to come with it: names of files in `folder` and what is in them. */
async function importFiles(page, folder, files) {
  const paths = [];
  for (const [name, content] of Object.entries(files)) {
    paths.push(join(folder, name));
    await writeFile(join(folder, name), content);
  }
  await page.ask("location.hash = '#/import'");
  await page.until(IS_THERE, "[name=files]");
  await page.type("[name=files]", paths.join("\n"));
  await page.until(IS_THERE, ".import-actions");
  await page.click(".import-actions .primary");
  await page.until("return document.body.innerText.includes('1 roadmap added')");
}

const importTea = (page, folder) => importFiles(page, folder, { "tea.md": TEA, "leaf.png": png(30, 20) });

/** Waits until the roadmap shows its picture. */
async function showsTheLeaf(page) {
  await page.ask("location.hash = '#/roadmap/tea'");
  await page.until("return document.querySelector('.roadmap-introduction img')?.naturalWidth === 30");
}

/** That a package is an archive. */
function isAnArchive(bytes) {
  assert.deepEqual([...bytes.subarray(0, 2)], [0x50, 0x4b]);
}

/** That a backup holds the two ratings. */
function holdsTwoRatings(json) {
  const facts = JSON.parse(json).runs.flatMap((run) => run.events.map(([, fact]) => fact));
  assert.equal(facts.filter((fact) => fact.r).length, 2);
}

test("after one visit everything works without a host, in Firefox", () =>
  withFirefoxProfile(async (launch, { folder, downloads }) => {
    let host;
    await launch(async (page) => {
      host = await visited(page);
    });
    await launch(async (page) => {
      await page.goto(`${host.url}#/study`);
      await studyTwo(page);
      await importTea(page, folder);
      await showsTheLeaf(page);
      await page.ask("location.hash = '#/settings'");
      await page.click("[aria-labelledby=your-data] button");
      holdsTwoRatings(await downloaded(downloads, ".json"));
      await page.ask("location.hash = '#/export'");
      await page.click(EXPORT);
      isAnArchive(await downloaded(downloads, ".apkg"));
    });
    await launch(async (page) => {
      await page.goto(host.url);
      await page.until("return document.querySelector('.roadmaps')?.innerText.includes('Tea')");
      await showsTheLeaf(page);
    });
    assert.deepEqual(host.asked, []);
  }));

test("after one visit everything works without a host, in WebKitGTK", () =>
  withWebKit(async (page, folder) => {
    const host = await visited(page);
    await page.goto("about:blank");
    await page.goto(`${host.url}#/study`);
    await studyTwo(page);
    await importTea(page, folder);
    await showsTheLeaf(page);
    await page.ask("location.hash = '#/settings'");
    await page.until(IS_THERE, "[aria-labelledby=your-data] button");
    // What a driver cannot be asked for here is where a download goes: its bytes are read in the page.
    await page.ask(KEEP_SAVED);
    await page.click("[aria-labelledby=your-data] button");
    await page.until("return window.saved !== undefined");
    holdsTwoRatings(await page.ask("return window.saved.text()"));
    await page.ask("window.saved = undefined; location.hash = '#/export'");
    await page.click(EXPORT);
    await page.until("return window.saved !== undefined");
    isAnArchive(Buffer.from(await page.ask("return Array.from(new Uint8Array(await window.saved.slice(0, 2).arrayBuffer()))")));
    await page.goto("about:blank");
    await page.goto(host.url);
    await page.until("return document.querySelector('.roadmaps')?.innerText.includes('Tea')");
    await showsTheLeaf(page);
    assert.deepEqual(host.asked, []);
  }));

test("old reviews are archived in Firefox, and count as before after a restart", () =>
  withFirefoxProfile(async (launch, { folder, downloads }) => {
    const host = await new Host(built).start();
    const shown = async (page) => {
      await page.goto(`${host.url}#/statistics`);
      await page.until(IS_THERE, ".statistics-figures");
      return page.ask("return document.querySelector('main').innerText");
    };
    let before;
    const years = backup(cardsOf(ROOM), 12_000);
    await launch(async (page) => {
      await page.goto(host.url);
      await importFiles(page, folder, { "room.md": ROOM });
      await writeFile(join(folder, "years.json"), years);
      await page.ask("location.hash = '#/settings'");
      await page.type("[name=restore]", join(folder, "years.json"));
      await page.until("return document.body.innerText.includes('Restored: ')");
      // The room of localStorage is that of Chromium; something else under this address takes most of it.
      await page.ask("localStorage.setItem('filler', 'x'.repeat(given[0]))", Math.ceil(5_242_880 * 0.795));
      before = await shown(page);
      await page.goto("about:blank");
    });
    await launch(async (page) => {
      await page.goto(`${host.url}#/health`);
      await page.click("[aria-labelledby=health-archive] button");
      const saved = JSON.parse(await downloaded(downloads, ".json"));
      assert.ok(saved.runs.reduce((sum, run) => sum + run.events.length, 0) >= 12_000);
      await page.until("return document.body.innerText.includes('Archived: ')");
      assert.ok(await page.ask("return localStorage.getItem('waymark/archive') !== null"));
    });
    await launch(async (page) => {
      assert.equal(await shown(page), before);
      const kept = "return Object.entries(localStorage).filter(([key]) => key.startsWith('waymark/journal/'))";
      const longest = Math.max(...(await page.ask(kept)).map(([, text]) => text.length));
      assert.ok(longest < 10_000, `${longest} characters are in localStorage`);
    });
    await host.stop();
  }));
