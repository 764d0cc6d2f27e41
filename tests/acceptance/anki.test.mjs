// Stories of Anki: what a browser exports arrives in Anki's own library, and what was done there comes back.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { DESKTOP, PHONE, open, withBrowser } from "./browser.mjs";
import { add, choose, file, openImport } from "./importing.mjs";

const sources = process.env.WAYMARK_SOURCES;

/** A release of Anki, a zone in which the learner lives, and the container of what comes back. */
const LIVES = [
  ["26.9.3", "UTC", "back-current.apkg"],
  ["23.10.1", "America/Los_Angeles", "back-current.apkg"],
  ["2.1.49", "Asia/Tokyo", "back-legacy.apkg"],
];

/** Runs the check of `tests/anki` in a release of Anki and a zone. */
function check([release, zone], folder, ...more) {
  mkdirSync(folder, { recursive: true });
  const python = join(sources, "target", "tools", `anki-${release}`, "bin", "python");
  const script = join(sources, "tests", "anki", "browser.py");
  const waymark = join(sources, "target", "debug", "waymark");
  return execFileSync(python, ["-W", "ignore", script, waymark, folder, ...more], {
    env: { ...process.env, TZ: zone, PYTHONDONTWRITEBYTECODE: "1" },
    encoding: "utf8",
  });
}

/** Chooses a package and waits for what comes of it. */
async function choosePackage(page, path) {
  await page.goto("about:blank");
  await openImport(page);
  await page.locator("[name=files]").setInputFiles(path);
  await page.locator(".import-actions").waitFor();
}

for (const life of LIVES) {
  const [release, timezoneId, back] = life;
  test(`a package is what the command line makes, and comes back once: Anki ${release}, ${timezoneId}`, () =>
    withBrowser({ ...DESKTOP, timezoneId }, async (page) => {
      const folder = join(sources, "target", "anki", "browser", release);
      const made = Number(check(life, folder));
      await page.clock.setFixedTime(made);
      await open(page, "#/settings");
      await page.locator("[name=restore]").setInputFiles(join(folder, "before.json"));
      await page.getByText(/^Restored: [\d,]+ events added/).waitFor();
      await open(page);
      await page.goto(`${page.url().split("#")[0]}#/export/export-story`);
      await page.locator(".export-figures").waitFor();
      const saved = page.waitForEvent("download");
      await page.getByRole("button", { name: "Export", exact: true }).click();
      const package_ = join(folder, "browser.apkg");
      await (await saved).saveAs(package_);
      await page.getByRole("heading", { name: "The file is made" }).waitFor();
      assert.match(check(life, folder, package_), /byte by byte/);

      await choosePackage(page, join(folder, back));
      await page.getByText(/^With 1 review, and 1 standing, tag or flag of cards\.$/).waitFor();
      await page.getByRole("button", { name: "Add the history" }).click();
      await page.getByRole("heading", { name: "History added" }).waitFor();
      await choosePackage(page, join(folder, back));
      await page.getByText("There is nothing to add here.").waitFor();
    }));
}

test("what is no package is refused in words, and nothing of it stays", () =>
  withBrowser(DESKTOP, async (page) => {
    await openImport(page);
    await page.locator("[name=files]").setInputFiles({
      name: "broken.apkg",
      mimeType: "application/octet-stream",
      buffer: Buffer.from("no archive"),
    });
    await page.getByText(/broken\.apkg: this is no Anki package/).waitFor();
    await page.getByText("There is nothing to add here.").waitFor();
  }));

const TEA = `---
id: tea
---
# Tea

## Leaves

- **Green**: not oxidised, "young", and brewed below 80 °C.
- **Black**: fully oxidised.
`;

/** Opens the export page with one small roadmap. */
async function openExport(page) {
  await openImport(page);
  await choose(page, file("tea.md", TEA));
  await add(page);
  await open(page, "#/export/tea");
  await page.getByText(/^2 cards in 2 decks/).waitFor();
}

/** Exports as what the choice of that value names. */
async function exportAs(page, value) {
  await page.locator(`[name=form][value=${value}]`).check();
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export", exact: true }).click();
  const download = await saved;
  await page.getByRole("heading", { name: "The file is made" }).waitFor();
  const path = await download.path();
  const text = await readFile(path, "utf8");
  await page.getByRole("button", { name: "Export something else" }).click();
  await page.locator(".export-figures").waitFor();
  return { name: download.suggestedFilename(), path, text };
}

const NOTES = `
import json, sqlite3, sys, tempfile, zipfile
with zipfile.ZipFile(sys.argv[1]) as archive, tempfile.TemporaryDirectory() as folder:
    database = sqlite3.connect(archive.extract("collection.anki2", folder))
    print(json.dumps(database.execute("select guid, mod, flds from notes order by guid").fetchall()))
    database.close()
`;

/** The notes of a package with the times of their last change and their fields. */
const notesOf = (path) => JSON.parse(execFileSync("python3", ["-c", NOTES, path], { encoding: "utf8" }));

test("of an edited roadmap only the notes that changed get a later time", () =>
  withBrowser(DESKTOP, async (page) => {
    await openExport(page);
    const first = notesOf((await exportAs(page, "apkg")).path);
    assert.deepEqual(notesOf((await exportAs(page, "apkg")).path), first);
    for (const edited of ["fully oxidised, and strong", "oxidised"]) {
      await openImport(page);
      await choose(page, file("tea.md", TEA.replace("fully oxidised", edited)));
      await add(page);
      await open(page, "#/export/tea");
      await page.getByText(/^2 cards in 2 decks/).waitFor();
      const now = notesOf((await exportAs(page, "apkg")).path);
      const isEdited = ([, , fields]) => fields.includes(edited);
      const raised = now.filter(([, modified], place) => modified > first[place][1]);
      assert.deepEqual(now.map(([guid]) => guid), first.map(([guid]) => guid));
      assert.equal(raised.length, 1, JSON.stringify({ first, now }));
      assert.ok(raised.every(isEdited), JSON.stringify({ first, now }));
      first.splice(0, 2, ...now);
    }
  }));

test("tables begin with the lines that Anki reads, and Markdown with the title", () =>
  withBrowser(DESKTOP, async (page) => {
    await openExport(page);
    for (const [value, separator, mark] of [["csv", "Comma", ","], ["tsv", "Tab", "\t"]]) {
      const { name, text } = await exportAs(page, value);
      assert.equal(name, `tea.${value}`);
      const [lines, rows] = [text.split("\n").slice(0, 6), text.trim().split("\n").slice(6)];
      assert.deepEqual(lines, [
        `#separator:${separator}`,
        "#html:true",
        "#guid column:1",
        "#notetype column:2",
        "#deck column:3",
        "#tags column:4",
      ]);
      assert.equal(rows.length, 2, text);
      for (const row of rows) {
        assert.ok(row.startsWith("waymark-"), row);
        assert.equal(row.split(mark)[1], "Waymark definition");
        assert.equal(row.split(mark)[2], "Tea::Leaves");
      }
      assert.match(text, /&quot;young&quot;/);
    }
    const { name, text } = await exportAs(page, "md");
    assert.equal(name, "tea.md");
    assert.match(text, /^# Tea\n\n## Leaves\n\n\*\*Question\.\*\* What is meant by \*\*Green\*\*\?\n/);
    assert.match(text, /fully oxidised\./);
  }));

test("on a phone the share sheet gets the file, and may refuse it", () =>
  withBrowser(PHONE, async (page) => {
    await page.addInitScript(() => {
      window.shared = [];
      navigator.canShare = ({ files }) => files.length === 1;
      navigator.share = async ({ files: [file] }) => {
        window.shared.push([file.name, file.type, [...new Uint8Array(await file.arrayBuffer())].slice(0, 2)]);
        if (window.shared.length === 2) throw new DOMException("no", "AbortError");
        if (window.shared.length === 3) throw new DOMException("no", "NotAllowedError");
      };
    });
    await openExport(page);
    await page.getByRole("button", { name: "Export", exact: true }).click();
    await page.getByRole("heading", { name: "The file is made" }).waitFor();
    const share = page.getByRole("button", { name: "Share" });
    const sharedSoFar = (count) => page.waitForFunction((count) => window.shared.length === count, count);
    await share.click();
    await sharedSoFar(1);
    assert.deepEqual(await page.evaluate(() => window.shared[0]), [
      "tea.apkg",
      "application/octet-stream",
      [0x50, 0x4b],
    ]);
    // The learner thinks better of it: nothing is said.
    await share.click();
    await sharedSoFar(2);
    await share.click();
    await sharedSoFar(3);
    await page.getByText("Not handed over: the browser wants another tap; please try again.").waitFor();
  }));

test("an export can be cancelled while the worker does not answer, and made afterwards", () =>
  // Without a service worker, which would answer in the place of the story.
  withBrowser({ ...DESKTOP, serviceWorkers: "block" }, async (page) => {
    await openExport(page);
    // A worker that takes the order and says how far it is, and nothing more.
    await page.route(/anki-start-/, (route) => route.fulfill({
      contentType: "text/javascript",
      body: "onmessage = () => {}; postMessage(null);",
    }), { times: 1 });
    await page.getByRole("button", { name: "Export", exact: true }).click();
    await page.getByRole("heading", { name: "Making the file" }).waitFor();
    await page.getByText("Gathering the cards").waitFor();
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.locator(".export-figures").waitFor();
    assert.equal(await page.getByText("No file was made").count(), 0);
    const { name } = await exportAs(page, "apkg");
    assert.equal(name, "tea.apkg");
  }));
