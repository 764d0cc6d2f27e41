// Stories of backups: two devices, old files, damaged files, the reminder, the folder.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { DESKTOP, PHONE, open, rate, stored, withBrowser } from "./browser.mjs";
import { facts, roadmapsSettled } from "./changing.mjs";
import { add, choose, file, openImport, tally } from "./importing.mjs";
import { giveBackup } from "./restoring.mjs";

const TEA = "# Tea\n\n- **Green**: not oxidised.\n- **Black**: oxidised.\n";
const TEA_LATER = `${TEA}- **White**: young buds.\n`;
// No UTF-8: its bytes must come back as they were.
const BREAD = Buffer.from("# Bread\n\n- **Rye**: dark, from K\xf6ln.\n", "latin1");

/** Downloads a backup from the settings. */
async function download(page) {
  await open(page, "#/settings");
  const [saved] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download backup" }).click(),
  ]);
  return readFile(await saved.path(), "utf8");
}

/** Restores a backup and returns what the page says of it. */
async function told(page, text) {
  // What was said before goes with the page.
  await open(page);
  await open(page, "#/settings");
  await giveBackup(page, text);
  const said = page.locator(".outcome, [role=alert]").filter({ hasText: /Restored|Nothing was/ });
  await said.waitFor();
  return said.innerText();
}

/** A backup without the time at which it was made. */
function content(backup) {
  return { ...JSON.parse(backup), made: 0 };
}

/** Everything that is kept in the database, by object store. */
function database(page) {
  return page.evaluate(async () => {
    const asked = (request) => new Promise((done, failed) => {
      request.onsuccess = () => done(request.result);
      request.onerror = () => failed(request.error);
    });
    const opened = await asked(indexedDB.open("waymark"));
    const kept = {};
    for (const name of opened.objectStoreNames) {
      const store = opened.transaction(name).objectStore(name);
      kept[name] = (await asked(store.getAllKeys())).sort();
    }
    opened.close();
    return kept;
  });
}

test("phone and laptop exchange files in any order and end equal", async () => {
  await withBrowser(PHONE, (phone) => withBrowser(DESKTOP, async (laptop) => {
    // Tea is studied on the phone, and comes in a later version on the laptop.
    await openImport(phone);
    await choose(phone, file("tea.md", TEA));
    await add(phone);
    await open(phone, "#/study");
    for (let card = 0; card < 2; card += 1) await rate(phone, "4");
    await openImport(laptop);
    await choose(laptop, file("notes/tea.md", TEA_LATER));
    await add(laptop);
    await open(laptop);
    await openImport(laptop);
    await choose(laptop, { name: "bread.md", mimeType: "text/markdown", buffer: BREAD });
    await add(laptop);
    await open(laptop, "#/study");
    await rate(laptop);
    const [fromPhone, fromLaptop] = [await download(phone), await download(laptop)];
    assert.equal(JSON.parse(fromPhone).documents[0].text, TEA);
    const bread = JSON.parse(fromLaptop).documents.find(({ roadmap }) => roadmap === "bread");
    assert.deepEqual(Buffer.from(bread.base64, "base64"), BREAD);

    const events = (text) => JSON.parse(text).runs.flatMap((run) => run.events).length;
    assert.equal(
      await told(phone, fromLaptop),
      `Restored: ${events(fromLaptop)} events added, 0 here already. ` +
        "2 roadmaps of your own added, 0 here already.",
    );
    assert.match(await told(laptop, fromPhone), /0 roadmaps of your own added, 1 here already/);
    const [first, second] = [await download(phone), await download(laptop)];
    assert.deepEqual(content(first), content(second), "both hold the same");
    // Once more, and with the files of before: nothing changes.
    for (const text of [second, fromPhone, fromLaptop]) {
      assert.match(await told(phone, text), /^Restored: 0 events added, \d+ here already/);
    }
    assert.deepEqual(content(await download(phone)), content(second));
    // The importer has read the documents, and they are studied on with their history.
    for (const page of [phone, laptop]) {
      await open(page);
      await page.getByRole("link", { name: "Tea" }).waitFor();
      assert.match(await tally(page, "tea"), /^3 cards · [23] learning/);
      assert.match(await tally(page, "bread"), /^1 card ·/);
    }
    assert.equal(await tally(phone, "tea"), await tally(laptop, "tea"));
    const kept = await database(phone);
    assert.deepEqual(kept, await database(laptop));
    assert.deepEqual([kept.roadmaps, kept.sources.length], [["bread", "tea"], 2]);
  }));
});

test("a roadmap that was put away is put away where the backup is restored", async () => {
  let backup;
  await withBrowser(DESKTOP, async (page) => {
    await openImport(page);
    const roadmap = page.locator(".import-shelf > li", { hasText: "Kubernetes Foundations" });
    await roadmap.locator("summary").click();
    await roadmap.getByRole("button", { name: "Remove this roadmap" }).click();
    await roadmap.getByRole("button", { name: "Put back" }).waitFor();
    backup = await download(page);
  });
  await withBrowser(DESKTOP, async (page) => {
    assert.equal(
      await told(page, backup),
      "Restored: 0 events added, 0 here already. 1 roadmap put away, as there.",
    );
    await open(page);
    await page.locator(".roadmaps .panel-link").first().waitFor();
    assert.equal(await page.getByRole("link", { name: "Kubernetes Foundations" }).count(), 0);
  });
});

test("files of every version are restored", () =>
  withBrowser(DESKTOP, async (page) => {
    const golden = (name) => readFile(new URL(`../../crates/store/tests/golden/${name}`, import.meta.url), "utf8");
    assert.equal(
      await told(page, await golden("v1-backup.json")),
      "Restored: 27 events added, 0 here already.",
    );
    assert.equal(
      await told(page, await golden("v2-backup.json")),
      "Restored: 3 events added, 0 here already. 2 roadmaps of your own added, 0 here already. " +
        "1 roadmap put away, as there. 1 piece that cannot be read: kept as it is.",
    );
    const [unreadable] = JSON.parse(await golden("v2-backup.json")).unreadable;
    assert.equal((await stored(page))[unreadable[0]], unreadable[1]);
    await open(page);
    await page.getByRole("link", { name: "Tee" }).waitFor();
    await page.getByRole("link", { name: "Brot" }).waitFor();
  }));

test("a damaged file is refused in words and changes nothing", () =>
  withBrowser(DESKTOP, async (page) => {
    await openImport(page);
    await choose(page, file("tea.md", TEA));
    await add(page);
    const whole = await download(page);
    await open(page);
    await roadmapsSettled(page);
    const before = [await stored(page), await database(page)];
    // Whoever has no other copy may take the checksum away.
    const unchecked = whole.replace(/"checksum":"[0-9a-f]{16}",/, "");
    assert.notEqual(unchecked, whole);
    const damaged = [
      [whole.slice(0, -9), /not a Waymark backup, or damaged: EOF while parsing.* line 1 column/],
      [whole.replace("oxidised", "rotten"), /the text of `tea.md` is not the one that was saved/],
      [whole.replace('"version":2', '"version":3'), /has version 3 and this Waymark reads up to 2/],
      ["<script>alert(1)</script>", /not a Waymark backup, or damaged/],
      [whole.replace('"offset":', '"offset":1'), /its events are not the ones that were saved/],
      [unchecked.replaceAll("tea.md", "<img src=x onerror=alert(1)>").replace("oxidised", "rotten"), /the text of `<img/],
    ];
    for (const [text, words] of damaged) {
      const said = await told(page, text);
      assert.match(said, /^Nothing was changed: /);
      assert.match(said, words);
      assert.equal(await page.locator("main img, main script").count(), 0);
      assert.deepEqual([await stored(page), await database(page)], before);
    }
  }));

test("the share sheet is offered where there is one", () =>
  withBrowser(PHONE, async (page) => {
    await open(page, "#/settings");
    assert.equal(await page.getByRole("button", { name: "Share backup" }).count(), 0);
    await page.addInitScript(() => {
      globalThis.shared = [];
      navigator.canShare = ({ files }) => files?.[0].type === "text/plain";
      navigator.share = async ({ files }) => {
        if (globalThis.cancels) throw new DOMException("not now", "AbortError");
        globalThis.shared.push([files[0].name, await files[0].text()]);
      };
    });
    await page.reload();
    await page.evaluate(() => { globalThis.cancels = true; });
    const button = page.getByRole("button", { name: "Share backup" });
    await button.tap();
    await page.waitForFunction(() => document.getElementById("importer-script"));
    await page.evaluate(() => { globalThis.cancels = false; });
    await button.tap();
    await page.waitForFunction(() => globalThis.shared.length > 0);
    const [[name, text]] = await page.evaluate(() => globalThis.shared);
    assert.match(name, /^waymark-\d{4}-\d\d-\d\d\.txt$/);
    assert.equal(JSON.parse(text).version, 2);
    assert.match(await told(page, text), /^Restored: 0 events/);
  }));

test("where the part that saves does not come, it is said", () =>
  withBrowser(PHONE, async (page, browser) => {
    await browser.route(/importer-start-/, (route) => route.fulfill({
      contentType: "text/javascript",
      body: 'dispatchEvent(new CustomEvent("importer-failed", { detail: "the line is dead" }));',
    }));
    await open(page);
    // A piece that cannot be read, so that Today offers a backup.
    await page.evaluate(() => localStorage.setItem("waymark/journal/00000000000000aa/0", "?"));
    await page.reload();
    const button = page.getByRole("button", { name: "Download backup" });
    await button.tap();
    await page.getByText("Nothing was done: the line is dead. Check the connection and load this page again.").waitFor();
    await button.tap();
    await page.getByText("Nothing was done: a file of the application did not arrive.").waitFor();
  }));

const DAY = 86_400_000;

/** Makes the last backup so many days old. */
function age(page, days) {
  return page.evaluate(
    (saved) => localStorage.setItem("waymark/backup", `saved ${saved}\n`),
    Date.now() - days * DAY,
  );
}

test("an old backup is remembered, and the reminder can be put off", () =>
  withBrowser(PHONE, async (page) => {
    const reminder = page.getByRole("region", { name: "Backup" });
    await open(page, "#/study");
    await rate(page);
    await open(page);
    assert.equal(await reminder.count(), 0, "the first review is of today");
    for (const [days, words] of [[13, null], [15, "Your last backup is 15 days old."]]) {
      await age(page, days);
      await page.reload();
      await page.locator(".roadmaps .panel-link").first().waitFor();
      assert.equal(await reminder.count(), words ? 1 : 0);
      if (words) assert.match(await reminder.innerText(), new RegExp(words));
    }
    await reminder.getByRole("button", { name: "Not now" }).tap();
    await reminder.waitFor({ state: "detached" });
    await page.reload();
    await page.locator(".roadmaps .panel-link").first().waitFor();
    assert.equal(await reminder.count(), 0);
    await age(page, 40);
    await page.reload();
    const [saved] = await Promise.all([
      page.waitForEvent("download"),
      reminder.getByRole("button", { name: "Download backup" }).tap(),
    ]);
    assert.match(saved.suggestedFilename(), /^waymark-/);
    await reminder.waitFor({ state: "detached" });
    const [line] = (await stored(page))["waymark/backup"].split("\n");
    assert.ok(Date.now() - Number(line.replace("saved ", "")) < DAY);
  }));

test("backups go to a folder by themselves, and a lost permission is told", () =>
  withBrowser(DESKTOP, async (page) => {
    // The origin's own directory stands for the folder that a person would choose.
    await page.addInitScript(() => {
      globalThis.showDirectoryPicker = async () => {
        if (!navigator.userActivation.isActive) throw new DOMException("no tap", "SecurityError");
        return (await navigator.storage.getDirectory()).getDirectoryHandle("Backups", { create: true });
      };
      const state = () => localStorage.getItem("test/permission") ?? "granted";
      FileSystemHandle.prototype.queryPermission = async () => state();
      FileSystemHandle.prototype.requestPermission = async () => {
        localStorage.setItem("test/permission", "granted");
        return state();
      };
    });
    const files = () => page.evaluate(async () => {
      const root = await navigator.storage.getDirectory();
      const folder = await root.getDirectoryHandle("Backups");
      const found = {};
      for await (const [name, handle] of folder.entries()) found[name] = await (await handle.getFile()).text();
      return found;
    });
    const reviews = async () => {
      const [newest] = Object.entries(await files()).filter(([name]) => /-[0-9a-f]{4}\.json$/.test(name)).sort().slice(-1);
      const events = JSON.parse(newest[1]).runs.flatMap((run) => run.events);
      return events.filter(([, fact]) => "r" in fact).length;
    };
    await open(page, "#/settings");
    await page.locator("[name=new-per-day]").fill("1");
    await page.locator("[name=new-per-day]").press("Tab");
    await page.getByRole("button", { name: "Choose a folder" }).click();
    await page.getByText("a backup goes to the folder “Backups”").waitFor();
    assert.equal(await reviews(), 0, "the first one is written at once");
    const [own] = Object.keys(await files());
    assert.match(own, /^waymark-\d{4}-\d\d-\d\d-[0-9a-f]{4}\.json$/);
    // Older files of this browser go, those of others stay.
    const mark = own.slice(-10);
    const older = Array.from({ length: 6 }, (_, day) => `waymark-2020-01-0${day + 1}${mark}`);
    await page.evaluate(async (names) => {
      const root = await navigator.storage.getDirectory();
      const folder = await root.getDirectoryHandle("Backups");
      for (const name of names) await folder.getFileHandle(name, { create: true });
    }, [...older, "notes.md"]);

    await open(page, "#/study");
    await rate(page, "4");
    await page.getByText("A backup is saved in the folder “Backups”.").waitFor();
    assert.equal(await reviews(), 1);
    assert.deepEqual(Object.keys(await files()).sort(), ["notes.md", ...older.slice(2), own].sort());
    assert.equal(facts(await stored(page), "r").length, 1);

    await page.evaluate(() => localStorage.setItem("test/permission", "prompt"));
    await open(page, "#/settings");
    await page.locator("[name=new-per-day]").fill("2");
    await page.locator("[name=new-per-day]").press("Tab");
    await open(page, "#/study");
    await rate(page, "4");
    await page.getByText("the browser asks you again before Waymark may write to “Backups”").waitFor();
    assert.equal(await reviews(), 1);
    await open(page, "#/settings");
    await page.getByText("the browser asks you again").waitFor();
    await page.getByRole("button", { name: "Allow it" }).click();
    await page.getByText("a backup goes to the folder “Backups”").waitFor();
    assert.equal(await reviews(), 2);
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByRole("button", { name: "Choose a folder" }).waitFor();
  }));
