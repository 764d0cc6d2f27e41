// Stories of Health and safe mode: what storage is like, and what is left when nothing starts.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { DESKTOP, PHONE, open, rate, sessionState, site, stored, withBrowser } from "./browser.mjs";
import { add, choose, file, openImport, tally } from "./importing.mjs";
import { restore } from "./restoring.mjs";

const TEA = "# Tea\n\n- **Green**: not oxidised.\n- **Black**: oxidised.\n";
const ALIEN = "waymark/journal/00000000000000aa/0";
const ALIEN_TEXT = "waymark-segment 9 0\n{\"what\":\"ü\"}";
const PROGRAM = /\/waymark-[^/]*\.wasm$/;

/** Rates cards, and waits until both stores have it. */
async function study(page, ratings) {
  await open(page, "#/study");
  for (const key of ratings) await rate(page, key);
  await page.waitForFunction(async () => {
    const opened = indexedDB.open("waymark-journal");
    await new Promise((done) => (opened.onsuccess = done));
    const segments = opened.result.transaction("segments").objectStore("segments");
    const [keys, texts] = [segments.getAllKeys(), segments.getAll()];
    await new Promise((done) => (texts.onsuccess = done));
    opened.result.close();
    const second = new Map(keys.result.map((key, at) => [key, texts.result[at]]));
    const first = Object.keys(localStorage).filter((key) => key.startsWith("waymark/journal/"));
    return first.length > 0 && first.every((key) => second.get(key) === localStorage.getItem(key));
  });
}

async function health(page) {
  await open(page, "#/health");
  await page.getByRole("region", { name: "In short" }).waitFor();
}

async function download(page, button) {
  const [saved] = await Promise.all([page.waitForEvent("download"), button.click()]);
  return { name: saved.suggestedFilename(), text: await readFile(await saved.path(), "utf8") };
}

function panel(page, name) {
  return page.getByRole("region", { name, exact: true });
}

async function isSafeMode(page, heading) {
  await page.getByRole("heading", { level: 1, name: heading }).waitFor();
  const first = page.getByRole("button").first();
  assert.equal(await first.innerText(), "Save everything as a file");
}

test("Health says that all is well, and its file holds nothing of the learner's", () =>
  withBrowser({ ...DESKTOP, serviceWorkers: "block" }, async (page, browser) => {
    const asked = [];
    browser.on("request", (request) => asked.push(request.url()));
    await openImport(page);
    await choose(page, file("tea-of-mine.md", TEA));
    await add(page);
    await study(page, ["3", "1"]);
    await open(page, "#/settings");
    await page.getByRole("link", { name: "Health of your data" }).click();
    const short = page.getByRole("region", { name: "In short" });
    assert.match(await short.innerText(), /Everything is in order/);
    assert.match(await panel(page, "Room").innerText(), /Less than 1% of the room/);
    assert.match(await panel(page, "Your history").innerText(), /2 reviews since \d{1,2} [A-Z]\w+ \d{4}, and \d events in all/);
    assert.match(await panel(page, "Your history").innerText(), /1 roadmap of your own.*No backup was saved/s);
    assert.match(await panel(page, "The second copy").innerText(), /both copies hold the same/);
    assert.match(await panel(page, "Kept by the browser").innerText(), /This browser/);
    await page.getByText("Exact figures").click();
    const figures = panel(page, "For a report").locator("dl");
    await figures.waitFor();
    const [names, values] = await Promise.all(["dt", "dd"].map((part) => figures.locator(part).allInnerTexts()));
    assert.equal(names.length, values.length);
    const figure = (name) => values[names.indexOf(name)];
    assert.equal(figure("Characters there is room for"), "5,242,880");
    assert.equal(figure("waymark, sources"), "1");
    assert.equal(figure("Worker"), "none");
    const before = await stored(page);
    const { name, text } = await download(page, page.getByRole("button", { name: "Save a diagnostic file" }));
    assert.equal(name, "waymark-diagnosis.json");
    const diagnosis = JSON.parse(text);
    assert.equal(diagnosis.format, "waymark-diagnosis");
    assert.equal(diagnosis.version, 1);
    assert.equal(diagnosis.journal.reviews, 2);
    assert.equal(diagnosis.second, "even");
    assert.deepEqual(diagnosis.documents, [1, 0]);
    assert.doesNotMatch(text, /tea|green|oxidised|mine/i);
    assert.deepEqual(await stored(page), before, "Health writes nothing");
    assert.deepEqual(asked.filter((url) => url.includes("recover")), [], "safe mode was not fetched");
    // The importer draws other pages in the same place.
    await page.evaluate(() => { location.hash = "#/import"; });
    await page.locator(".import-shelf").waitFor();
    await page.goBack();
    await short.waitFor();
  }));

test("a figure stands on one line on a phone", () =>
  withBrowser({ ...PHONE, serviceWorkers: "block" }, async (page) => {
    await open(page, "#/health");
    await page.getByText("Exact figures").click();
    const figure = page.locator("dt", { hasText: "Bytes it allows" }).locator("xpath=following-sibling::dd[1]");
    await figure.waitFor();
    const lines = await figure.evaluate((figure) => {
      figure.textContent = "10,737,424,865";
      const words = document.createRange();
      words.selectNodeContents(figure);
      return words.getClientRects().length;
    });
    assert.equal(lines, 1);
  }));

test("what is damaged is named with its store, and saved as it is", () =>
  withBrowser({ ...DESKTOP, serviceWorkers: "block" }, async (page) => {
    await study(page, ["3", "3"]);
    const [own] = Object.keys(await stored(page)).filter((key) => key.startsWith("waymark/journal/"));
    await page.evaluate(
      ([own, alien, text]) => {
        localStorage.setItem(own, localStorage.getItem(own).slice(0, -4));
        localStorage.setItem(alien, text);
      },
      [own, ALIEN, ALIEN_TEXT],
    );
    const damaged = (await stored(page))[own];
    await page.goto(site);
    await page.reload();
    const notice = page.getByRole("region", { name: "Unreadable history" });
    assert.match(await notice.innerText(), /1 piece of it cannot be read/);
    await notice.getByRole("link", { name: "Show details" }).click();
    const short = page.getByRole("region", { name: "In short" });
    assert.match(await short.innerText(), /A part of your history cannot be read/);
    const pieces = panel(page, "Pieces that cannot be read");
    assert.match(await pieces.innerText(), /1 piece of your history cannot be read/);
    assert.match(await pieces.innerText(), /1 piece is damaged in one copy and whole in the other/);
    const items = await pieces.locator("li").allInnerTexts();
    assert.equal(items.length, 2);
    const of = (key) => items.find((item) => item.includes(key));
    assert.match(of(ALIEN), /33 characters in the first copy: written in version 9/);
    assert.match(of(own), /in the first copy: the text was damaged.*whole/s);
    const saved = await download(page, page.getByRole("button", { name: `Save this piece, ${ALIEN}` }));
    assert.deepEqual(saved, { name: "waymark-journal-00000000000000aa-0.txt", text: ALIEN_TEXT });
    const report = await download(page, page.getByRole("button", { name: "Save a diagnostic file" }));
    const told = JSON.parse(report.text).unreadable;
    assert.deepEqual(told.map(({ key, store, elsewhere, cause }) => [key, store, elsewhere, cause]).sort(), [
      [own, "first", "whole", "checksum"],
      [ALIEN, "first", "nowhere", "version 9"],
    ].sort());
    assert.match(await panel(page, "Your history").innerText(), /2 reviews/, "nothing is lost");
    assert.equal((await stored(page))[own], damaged, "it stays as it is");
  }));

test("a store that is getting full is announced early", () =>
  withBrowser({ ...PHONE, serviceWorkers: "block" }, async (page) => {
    await open(page);
    const notice = page.locator(".notice").filter({ hasText: "% full" });
    const filled = async (share) => {
      await page.evaluate((length) => localStorage.setItem("filler", "x".repeat(length)), Math.ceil(5_242_880 * share));
      await page.reload();
      await page.locator(".invitation-start").waitFor();
    };
    await filled(0.82);
    assert.equal(await notice.count(), 0);
    await health(page);
    const short = page.getByRole("region", { name: "In short" });
    assert.match(await short.innerText(), /getting full/);
    await open(page);
    await filled(0.87);
    assert.match(await notice.innerText(), /The room for your history is 87% full/);
    await notice.getByRole("link").tap();
    const room = panel(page, "Room");
    assert.match(await room.innerText(), /87% of the room.*First save a backup/s);
    assert.equal(await room.locator(".tally-strong").getAttribute("d"), "M0 0H870V40H0Z");
    const { text } = await download(page, room.getByRole("button", { name: "Download backup" }));
    assert.equal(JSON.parse(text).format, "waymark-backup");
  }));

test("without a second store Health says what that means", () =>
  withBrowser({ ...PHONE, serviceWorkers: "block", isLenient: true }, async (page) => {
    await page.addInitScript(() => {
      Object.defineProperty(window, "indexedDB", { value: undefined });
    });
    await health(page);
    assert.match(await page.getByRole("region", { name: "In short" }).innerText(), /kept once only/);
    const second = await panel(page, "The second copy").innerText();
    assert.match(second, /There is no second copy.*no IndexedDB/s);
    await page.goto(`${site}#/recover`);
    await isSafeMode(page, "Safe mode");
    const { text } = await download(page, page.getByRole("button").first());
    assert.deepEqual(JSON.parse(text).missing.map(([name]) => name).sort(), [
      "waymark",
      "waymark-journal",
      "waymark-snapshots",
    ]);
    await page.getByRole("status").first().filter({ hasText: "could not be read: waymark" }).waitFor();
  }));

test("the browser is asked to keep what is stored", () =>
  withBrowser({ ...DESKTOP, serviceWorkers: "block" }, async (page) => {
    await page.addInitScript(() => {
      let isKept = false;
      navigator.storage.persisted = async () => isKept;
      navigator.storage.persist = async () => (isKept = window.isWilling ?? false);
    });
    await health(page);
    const keeping = panel(page, "Kept by the browser");
    const ask = keeping.getByRole("button");
    await ask.click();
    await keeping.getByText("did not promise").waitFor();
    await page.evaluate(() => (window.isWilling = true));
    await ask.click();
    await keeping.getByText("has promised to keep").waitFor();
  }));

test("safe mode opens by its address, and the way back is short", () =>
  withBrowser(PHONE, async (page) => {
    await study(page, ["3"]);
    await page.evaluate(() => (location.hash = "#/recover"));
    await isSafeMode(page, "Safe mode");
    const before = await stored(page);
    const { name, text } = await download(page, page.getByRole("button").first());
    assert.match(name, /^waymark-rescue-\d{4}-\d\d-\d\d\.json$/);
    const rescue = JSON.parse(text);
    assert.deepEqual([rescue.format, rescue.version, rescue.missing], ["waymark-rescue", 1, []]);
    assert.deepEqual(Object.fromEntries(rescue.texts), before);
    const second = rescue.databases.find((database) => database.name === "waymark-journal");
    const segments = second.stores.find((store) => store.name === "segments").entries;
    const history = ([key]) => key.startsWith("waymark/journal/");
    assert.deepEqual(Object.fromEntries(segments), Object.fromEntries(Object.entries(before).filter(history)));
    await page.getByRole("status").first().filter({ hasText: "The file has everything" }).waitFor();
    await page.getByRole("button", { name: "Try again" }).tap();
    await page.locator(".invitation-start").waitFor();
    assert.equal(new URL(page.url()).hash, "#/");
  }));

test("safe mode makes no database where there is none", () =>
  withBrowser({ ...PHONE, serviceWorkers: "block" }, async (page) => {
    await page.goto(`${site}#/recover`);
    await isSafeMode(page, "Safe mode");
    const { text } = await download(page, page.getByRole("button").first());
    const { databases, missing } = JSON.parse(text);
    assert.deepEqual([databases, missing], [[], []]);
    assert.deepEqual(await page.evaluate(() => indexedDB.databases()), []);
    await page.getByRole("button", { name: "Try again" }).tap();
    await page.locator(".invitation-start").waitFor();
  }));

test("a broken program leads to safe mode, and its file restores everything elsewhere", async () => {
  let rescue;
  let state;
  await withBrowser({ ...DESKTOP, serviceWorkers: "block", isLenient: true }, async (page, browser) => {
    await openImport(page);
    await choose(page, file("tea.md", TEA));
    await add(page);
    await study(page, ["3", "1", "4"]);
    await page.evaluate(([key, text]) => localStorage.setItem(key, text), [ALIEN, ALIEN_TEXT]);
    state = await sessionState(page);
    await browser.route(PROGRAM, (route) =>
      route.fulfill({ contentType: "application/wasm", body: "no program" }),
    );
    await page.goto(site);
    await page.reload();
    await isSafeMode(page, "Waymark could not start");
    assert.match(await page.locator(".notice .detail").innerText(), /WebAssembly|CompileError/);
    ({ text: rescue } = await download(page, page.getByRole("button").first()));
    await browser.unroute(PROGRAM);
    await page.getByRole("button", { name: "Try again" }).click();
    await page.locator(".invitation-start").waitFor();
  });
  await withBrowser({ ...PHONE, serviceWorkers: "block" }, async (page) => {
    await restore(page, rescue);
    assert.equal((await stored(page))[ALIEN], ALIEN_TEXT);
    // The document is read anew here, which takes a moment.
    assert.match(await tally(page, "tea"), /cards/);
    await open(page, "#/study");
    assert.deepEqual(await sessionState(page), state);
    await health(page);
    assert.match(await panel(page, "Your history").innerText(), /3 reviews.*1 roadmap of your own/s);
  });
});

test("a program that breaks off at its start leads to safe mode", () =>
  withBrowser({ ...DESKTOP, serviceWorkers: "block", isLenient: true }, async (page) => {
    await page.addInitScript(() => {
      // Without chance no tab has an id.
      crypto.getRandomValues = Math.random = () => {
        throw new Error("out of order");
      };
    });
    await page.goto(site);
    await isSafeMode(page, "Waymark could not start");
  }));

test("a browser that cannot run it says so, and gives what it holds", () =>
  withBrowser({ ...DESKTOP, serviceWorkers: "block", isLenient: true }, async (page) => {
    await study(page, ["3"]);
    const before = await stored(page);
    await page.addInitScript(() => delete window.WebAssembly);
    await page.reload();
    await isSafeMode(page, "This browser cannot run Waymark");
    const { text } = await download(page, page.getByRole("button").first());
    assert.deepEqual(Object.fromEntries(JSON.parse(text).texts), before);
  }));

test("the program can be fetched anew, past the worker and its files", () =>
  withBrowser({ ...DESKTOP, isLenient: true }, async (page, browser) => {
    await open(page);
    await page.waitForFunction(async () => {
      const names = await caches.keys();
      return navigator.serviceWorker.controller && names.some((name) => name.startsWith("waymark "));
    });
    await page.goto(`${site}#/recover`);
    await isSafeMode(page, "Safe mode");
    // Otherwise the next page registers it again before it can be looked at.
    await page.addInitScript(() => {
      navigator.serviceWorker.register = () => new Promise(() => {});
    });
    await page.getByRole("button", { name: "Load the program anew" }).click();
    await page.locator(".invitation-start").waitFor();
    const left = await page.evaluate(async () => {
      const names = await caches.keys();
      const registration = await navigator.serviceWorker.getRegistration();
      return [names.filter((name) => name.startsWith("waymark ")), registration?.scope];
    });
    assert.deepEqual(left, [[], null].map((part) => part ?? undefined));
  }));

test("a start that fails leads to safe mode as well", () =>
  withBrowser({ ...PHONE, serviceWorkers: "block" }, async (page, browser) => {
    await browser.route(/roadmaps-.*\.bin/, (route) => route.fulfill({ body: "<!doctype html>" }));
    await page.goto(site);
    await page.getByRole("link", { name: "Safe mode" }).tap();
    await isSafeMode(page, "Safe mode");
  }));
