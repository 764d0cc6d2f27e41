// Stories of the archive: old reviews leave localStorage, count as before, and come back.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { DESKTOP, PHONE, open, rate, sessionState, site, stored, until, withBrowser } from "./browser.mjs";
import { add, choose, file, openImport } from "./importing.mjs";
import { backup, cardsOf, commandLine, roadmap } from "./large.mjs";
import { restore } from "./restoring.mjs";

const CARDS = 100;
const REVIEWS = 12_000;
const ROOM = 5_242_880;
const ROADMAP = roadmap(CARDS);
const cards = cardsOf(ROADMAP);
const LIST = "waymark/archive";

const panel = (page, name) => page.getByRole("region", { name, exact: true });
const archivePanel = (page) => panel(page, "Archive");
const archiveButton = (page) => page.getByRole("button", { name: "Save a backup and archive" });

/** Something else under this address that takes so much of the room. */
async function fill(page, share) {
  const length = Math.ceil(ROOM * share);
  await page.evaluate((length) => localStorage.setItem("filler", "x".repeat(length)), length);
}

/** A roadmap with years of reviews, in a store that is getting full; the page is loaded afterwards. */
async function years(page, reviews = REVIEWS) {
  await openImport(page);
  await choose(page, file("room.md", ROADMAP));
  await add(page);
  await restore(page, backup(cards, reviews));
  await fill(page, 0.795);
  // The tab that restored it is one that is gone then.
  await page.goto(site);
  await page.reload();
  await page.locator(".frame-header").first().waitFor();
}

async function health(page) {
  await open(page, "#/health");
  await page.getByRole("region", { name: "In short" }).waitFor();
}

/** What the second store holds: the length of each segment's text, and of what it has as first line. */
function second(page) {
  return page.evaluate(async () => {
    const done = (request) => new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
    const database = await done(indexedDB.open("waymark-journal"));
    const held = {};
    for (const name of ["segments", "heads"]) {
      const store = database.transaction(name).objectStore(name);
      const [keys, values] = await Promise.all([done(store.getAllKeys()), done(store.getAll())]);
      held[name] = Object.fromEntries(keys.map((key, at) => [key, values[at].length]));
    }
    database.close();
    return held;
  });
}

const longest = (texts) =>
  Object.entries(texts)
    .filter(([key]) => key.startsWith("waymark/journal/"))
    .reduce((most, [, text]) => Math.max(most, text.length), 0);

/** What the pages say that look at all of the history. */
async function figures(page) {
  await open(page, "#/statistics");
  await page.locator("#importer h2").first().waitFor();
  const said = await page.locator("main").innerText();
  await open(page, "#/study");
  return { said, session: await sessionState(page) };
}

async function archive(page) {
  await health(page);
  const [saved] = await Promise.all([page.waitForEvent("download"), archiveButton(page).click()]);
  await archivePanel(page).getByText(/^Archived: /).waitFor({ timeout: 60_000 });
  return JSON.parse(await readFile(await saved.path(), "utf8"));
}

const eventsOf = (backup) => backup.runs.reduce((sum, run) => sum + run.events.length, 0);

async function backupOf(page) {
  await open(page, "#/settings");
  const button = page.getByRole("button", { name: "Download backup" }).last();
  const [saved] = await Promise.all([page.waitForEvent("download"), button.click()]);
  return JSON.parse(await readFile(await saved.path(), "utf8"));
}

test("old reviews are archived: there is room again, and everything counts as before", () =>
  withBrowser({ ...DESKTOP, serviceWorkers: "block" }, async (page, browser) => {
    await years(page);
    const before = await figures(page);
    const full = await stored(page);
    await health(page);
    assert.match(await page.getByRole("region", { name: "In short" }).innerText(), /getting full/);
    const offer = await archivePanel(page).innerText();
    assert.match(offer, /12,\d{3} events of old history can be archived/);
    assert.match(offer, /A backup is saved as a file first/);

    // Another tab could know nothing of it.
    const other = await browser.newPage();
    await open(other);
    const [unused] = await Promise.all([page.waitForEvent("download"), archiveButton(page).click()]);
    await unused.path();
    await page.getByRole("alert").filter({ hasText: "open in another tab" }).waitFor();
    assert.equal((await stored(page))[LIST], undefined);
    assert.equal(longest(await stored(page)), longest(full));
    await other.close();

    const saved = await archive(page);
    assert.ok(eventsOf(saved) >= REVIEWS);
    const kept = await stored(page);
    assert.match(kept[LIST], /^waymark-archive 1 [0-9a-f]{16}\nwaymark\/journal\//);
    assert.ok(longest(full) > 50_000 && longest(kept) < 10_000, "the long text left localStorage");
    await archivePanel(page).getByText(/12,\d{3} events in 1 piece are archived/).waitFor();
    await page.getByRole("region", { name: "In short" }).getByText("Everything is in order").waitFor();
    await page.waitForFunction(() => document.activeElement?.textContent.startsWith("Archived: "));
    assert.match(await panel(page, "The second copy").innerText(), /Except for what is archived.*hold the same/s);
    const held = await second(page);
    const [key] = kept[LIST].split("\n")[1].split(" ");
    assert.equal(held.heads[key], full[key].length, "the second store has it marked, and whole");
    assert.equal(held.segments[key], full[key].length);

    // In this page, after a load, and in another tab.
    assert.deepEqual(await figures(page), before);
    await page.reload();
    assert.deepEqual(await figures(page), before);
    const again = await browser.newPage();
    assert.deepEqual(await figures(again), before);
    assert.deepEqual((await backupOf(again)).runs, saved.runs);

    // Study goes on in both, and neither puts anything back.
    await open(page, "#/study");
    await rate(page);
    await open(again, "#/study");
    assert.deepEqual(await sessionState(again), await sessionState(page));
    await again.close();
    await page.goto(site);
    await page.reload();
    assert.equal(eventsOf(await backupOf(page)), eventsOf(saved) + 1);
    assert.equal((await stored(page))[LIST], kept[LIST]);
    assert.ok(longest(await stored(page)) < 10_000);

    // And back.
    await health(page);
    assert.equal(await page.getByRole("button", { name: "Bring back" }).count(), 0, "there is no room for it");
    await fill(page, 0.5);
    await page.getByRole("button", { name: "Look again" }).click();
    await page.getByRole("button", { name: "Bring back what is archived" }).click();
    await archivePanel(page).getByText("Brought back: 1 piece.").waitFor();
    const back = await stored(page);
    assert.equal(back[LIST], undefined);
    assert.equal(back[key], full[key]);
    await until(page, async (key) => {
      const done = (request) => new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
      const database = await done(indexedDB.open("waymark-journal"));
      const head = await done(database.transaction("heads").objectStore("heads").get(key));
      database.close();
      return head.length < 100;
    }, key);
    await page.reload();
    assert.equal(eventsOf(await backupOf(page)), eventsOf(saved) + 1);
  }));

test("what is gone from the archive is said plainly, and a backup heals it", () =>
  withBrowser({ ...PHONE, serviceWorkers: "block" }, async (page) => {
    await years(page);
    const before = await figures(page);
    const saved = await archive(page);
    await page.evaluate(async () => {
      const request = indexedDB.deleteDatabase("waymark-journal");
      await new Promise((done, failed) => {
        request.onsuccess = done;
        setTimeout(failed, 20_000, new Error("the database stays open"));
      });
    });
    await page.goto(site);
    await page.reload();
    const notice = page.getByRole("region", { name: "Unreadable history" });
    assert.match(await notice.innerText(), /1 piece of it cannot be read now/);
    await notice.getByRole("link", { name: "Show details" }).tap();
    const short = page.getByRole("region", { name: "In short" });
    assert.match(await short.innerText(), /archived is gone from this browser/);
    const pieces = await panel(page, "Pieces that cannot be read").innerText();
    assert.match(pieces, /1 archived piece is gone.*12,\d{3} events of your history are missing/s);
    assert.match(pieces, /In the archive: nothing is left of the text/);
    // It stays said, and a backup of this browser carries no empty piece elsewhere.
    await page.reload();
    await short.waitFor();
    assert.deepEqual((await backupOf(page)).unreadable, []);
    await restore(page, JSON.stringify(saved));
    assert.equal((await stored(page))[LIST], undefined, "nothing is missing any more");
    await page.goto(site);
    await page.reload();
    await page.locator(".frame-header").first().waitFor();
    assert.equal(await notice.count(), 0);
    assert.deepEqual(await figures(page), before);
  }));

test("what another version took out of the archive is not missed", () =>
  withBrowser({ ...DESKTOP, serviceWorkers: "block" }, async (page) => {
    await years(page);
    const before = await figures(page);
    await archive(page);
    // It knows no marks: to it these are segments that localStorage lacks, which it takes in.
    await page.goto(`${site}#/recover`);
    await page.getByRole("heading", { level: 1, name: "Safe mode" }).waitFor();
    const adopted = await page.evaluate(async (list) => {
      const key = localStorage.getItem(list).split("\n")[1].split(" ")[0];
      const done = (request) => new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
      const database = await done(indexedDB.open("waymark-journal"));
      const change = database.transaction(["segments", "heads"], "readwrite");
      const text = await done(change.objectStore("segments").get(key));
      localStorage.setItem("waymark/journal/00000000000000aa/0", text);
      for (const name of ["segments", "heads"]) await done(change.objectStore(name).delete(key));
      database.close();
      return text;
    }, LIST);
    await page.goto(site);
    await page.reload();
    await page.locator(".frame-header").first().waitFor();
    await until(page, (list) => localStorage.getItem(list) === null, LIST);
    assert.equal(await page.getByRole("region", { name: "Unreadable history" }).count(), 0);
    assert.deepEqual(await figures(page), before);
    assert.equal((await stored(page))["waymark/journal/00000000000000aa/0"], adopted);
  }));

test("with localStorage cleared the archive is there still, and safe mode saves it", () =>
  withBrowser({ ...DESKTOP, serviceWorkers: "block" }, async (page) => {
    await years(page);
    const before = await figures(page);
    const saved = await archive(page);
    await page.goto(`${site}#/recover`);
    await page.getByRole("heading", { level: 1, name: "Safe mode" }).waitFor();
    await page.evaluate(() => localStorage.clear());
    const [rescue] = await Promise.all([page.waitForEvent("download"), page.getByRole("button").first().click()]);
    const text = await readFile(await rescue.path(), "utf8");
    const checked = commandLine(["backup", "check", await rescue.path()]);
    assert.match(checked, new RegExp(`^ +${eventsOf(saved)} events of `, "m"));
    assert.match(checked, /^ +0 conflicts$/m);
    await page.goto(site);
    await page.reload();
    await page.locator(".frame-header").first().waitFor();
    await until(page, (list) => localStorage.getItem(list) !== null, LIST);
    assert.deepEqual(await figures(page), before);
    assert.ok(longest(await stored(page)) < 10_000, "it was not put back");
    // The rescue file alone is everything.
    await withBrowser({ ...DESKTOP, serviceWorkers: "block" }, async (elsewhere) => {
      await restore(elsewhere, text);
      assert.deepEqual((await backupOf(elsewhere)).runs, saved.runs);
    });
  }));

test("where nothing can be archived, Health says why", () =>
  withBrowser({ ...DESKTOP, serviceWorkers: "block", isLenient: true }, async (page) => {
    await page.addInitScript(() => {
      const hide = (of, name) => Object.defineProperty(of, name, { value: undefined });
      if (location.hash.includes("health")) hide(Navigator.prototype, sessionStorage.getItem("hidden") ?? "none");
    });
    await open(page);
    await fill(page, 0.9);
    await health(page);
    await archivePanel(page).getByText("there are no old reviews that would make room").waitFor();
    await page.evaluate(() => sessionStorage.setItem("hidden", "locks"));
    await page.reload();
    await archivePanel(page).getByText("this browser does not tell which tabs are open").waitFor();
    await page.addInitScript(() => Object.defineProperty(window, "indexedDB", { value: undefined }));
    await page.reload();
    await archivePanel(page).getByText("does not open its database for Waymark").waitFor();
    assert.equal(await archiveButton(page).count(), 0);
  }));

test("deleting everything deletes the archive", () =>
  withBrowser({ ...DESKTOP, serviceWorkers: "block" }, async (page) => {
    await years(page);
    await archive(page);
    await open(page, "#/settings");
    await page.getByRole("button", { name: "Delete everything…" }).click();
    const dialog = page.getByRole("alertdialog");
    await dialog.locator("[name=erase]").fill("Delete everything");
    await dialog.getByRole("button", { name: "Delete everything" }).click();
    await page.locator(".invitation").waitFor();
    await until(page, () => Object.keys(localStorage).every((key) => !key.startsWith("waymark/journal")));
    assert.equal((await stored(page))[LIST], undefined);
    await page.reload();
    await page.locator(".invitation").waitFor();
    assert.equal(eventsOf(await backupOf(page)), 0);
  }));
