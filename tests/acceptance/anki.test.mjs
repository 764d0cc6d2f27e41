// Stories of Anki: what a browser exports arrives in Anki's own library, and what was done there comes back.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { DESKTOP, open, withBrowser } from "./browser.mjs";
import { openImport } from "./importing.mjs";

const sources = process.env.WAYMARK_SOURCES;
const folder = join(sources, "target", "anki", "browser");

/** Runs the check of `tests/anki` in the newest release of Anki. */
function check(...more) {
  mkdirSync(folder, { recursive: true });
  const python = join(sources, "target", "tools", "anki-26.9.3", "bin", "python");
  const script = join(sources, "tests", "anki", "browser.py");
  const waymark = join(sources, "target", "debug", "waymark");
  return execFileSync(python, ["-W", "ignore", script, waymark, folder, ...more], {
    env: { ...process.env, TZ: "UTC", PYTHONDONTWRITEBYTECODE: "1" },
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

test("an exported package is what the command line makes, and what was done in Anki comes back once", () =>
  withBrowser({ ...DESKTOP, timezoneId: "UTC" }, async (page) => {
    const made = Number(check());
    await page.clock.setFixedTime(made);
    await open(page, "#/settings");
    await page.locator("[name=restore]").setInputFiles(join(folder, "before.json"));
    await page.getByText(/^Restored: \d+ events added/).waitFor();
    await open(page);
    await page.goto(`${page.url().split("#")[0]}#/export/export-story`);
    await page.locator(".export-figures").waitFor();
    const saved = page.waitForEvent("download");
    await page.getByRole("button", { name: "Export", exact: true }).click();
    const package_ = join(folder, "browser.apkg");
    await (await saved).saveAs(package_);
    await page.getByRole("heading", { name: "The file is made" }).waitFor();
    assert.match(check(package_), /byte by byte/);

    await choosePackage(page, join(folder, "back-current.apkg"));
    await page.getByText(/^With 1 review, and 1 standing, tag or flag of cards\.$/).waitFor();
    await page.getByRole("button", { name: "Add the history" }).click();
    await page.getByRole("heading", { name: "History added" }).waitFor();
    await choosePackage(page, join(folder, "back-current.apkg"));
    await page.getByText("There is nothing to add here.").waitFor();
  }));

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
