// The shelf: the order of roadmaps, and whether each is studied.

import assert from "node:assert/strict";
import { test } from "node:test";
import { DESKTOP, PHONE, open, withBrowser } from "./browser.mjs";

const titles = (page, group) =>
  page.getByRole("region", { name: group, exact: true }).getByRole("heading", { level: 3 }).allInnerTexts();

async function openShelf(page) {
  await open(page, "#/shelf");
  await page.locator(".shelf-group").first().waitFor();
}

test("a roadmap moves by keyboard, the focus goes along, and Today follows", () =>
  withBrowser(DESKTOP, async (page) => {
    await openShelf(page);
    const before = await titles(page, "Active");
    const [first, second, ...rest] = before;
    await page.getByRole("button", { name: `Move down: ${first}` }).focus();
    await page.keyboard.press("Enter");
    await page.locator("[role=status]", { hasText: `${first}: place 2` }).waitFor({ state: "attached" });
    assert.deepEqual(await titles(page, "Active"), [second, first, ...rest]);
    await page.waitForFunction(
      (name) => document.activeElement.getAttribute("aria-label") === name,
      `Move down: ${first}`,
    );
    await page.getByRole("button", { name: `Move up: ${rest.at(-1)}` }).click();
    await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Today" }).click();
    await page.locator(".roadmaps .panel-link").first().waitFor();
    const today = await page.locator(".roadmaps h2").allInnerTexts();
    assert.deepEqual(today, [second, first, ...[...rest].reverse()]);
    await page.reload();
    await page.locator(".roadmaps .panel-link").first().waitFor();
    assert.deepEqual(await page.locator(".roadmaps h2").allInnerTexts(), today);
  }));

test("a roadmap is paused, archived, removed and put back; its history stays", () =>
  withBrowser(PHONE, async (page) => {
    await openShelf(page);
    const [first] = await titles(page, "Active");
    const choice = page.getByRole("combobox", { name: `How “${first}” is studied` });
    await choice.selectOption("Paused");
    await page.getByRole("region", { name: "Paused", exact: true }).waitFor();
    assert.deepEqual(await titles(page, "Paused"), [first]);
    await choice.selectOption("Archived");
    await page.getByRole("region", { name: "Archived", exact: true }).waitFor();
    await open(page);
    await page.locator(".roadmaps .panel-link").first().waitFor();
    assert.ok(!(await page.locator(".roadmaps h2").allInnerTexts()).includes(first));
    await openShelf(page);
    await choice.selectOption("Removed");
    const back = page.getByRole("button", { name: `Put back: ${first}` });
    await back.waitFor();
    await page.reload();
    await back.tap();
    await back.waitFor({ state: "detached" });
    assert.ok((await titles(page, "Active")).includes(first));
  }));

test("the way to add a roadmap leads from the shelf, and the shelf from Today", () =>
  withBrowser(PHONE, async (page) => {
    await open(page);
    await page.getByRole("link", { name: "Add or order roadmaps" }).tap();
    await page.locator(".shelf-group").first().waitFor();
    await page.getByRole("link", { name: "Add a roadmap" }).tap();
    await page.getByText("Choose files").waitFor();
  }));

test("the name of a roadmap is not broken within a word by the largest letters", () =>
  withBrowser({ ...PHONE, serviceWorkers: "block" }, async (page) => {
    await open(page, "#/settings");
    await page.locator("[name=text-size]").selectOption("Largest");
    await open(page, "#/shelf");
    const name = page.locator(".shelf-group h3 a").first();
    await name.waitFor();
    const lines = await name.evaluate((name) => name.textContent.split(" ").map((word) => {
      const words = document.createRange();
      const at = name.textContent.indexOf(word);
      words.setStart(name.firstChild, at);
      words.setEnd(name.firstChild, at + word.length);
      return words.getClientRects().length;
    }));
    assert.deepEqual(lines, [1, 1]);
  }));
