// What can be done to a card besides rating it: by keys, and by touch from one sheet.

import assert from "node:assert/strict";
import { test } from "node:test";
import { DESKTOP, PHONE, numbers, open, pastSameTap, sessionState, stored, withBrowser } from "./browser.mjs";
import { browse, field } from "./finding.mjs";

/** Waits until another question than `before` is asked. */
const another = (page, before) =>
  page.waitForFunction((was) => document.querySelector(".question")?.innerText !== was, before.question);

test("put off, put aside, flag, mark and why, each by a key and taken back", () =>
  withBrowser(DESKTOP, async (page) => {
    await open(page, "#/study");
    const first = await sessionState(page);
    await page.keyboard.press("-");
    await another(page, first);
    await page.getByRole("status").getByText("Put off until tomorrow.").waitFor();
    await page.keyboard.press("u");
    await page.waitForFunction((was) => document.querySelector(".question")?.innerText === was, first.question);
    await page.keyboard.press("@");
    await another(page, first);
    await page.getByRole("status").getByRole("button", { name: "Undo" }).click();
    await page.waitForFunction((was) => document.querySelector(".question")?.innerText === was, first.question);
    assert.deepEqual(await sessionState(page), first);

    await page.keyboard.press("f");
    await page.locator(".flag[data-flag=red]").waitFor();
    await page.keyboard.press("f");
    await page.locator(".flag[data-flag=orange]").waitFor();
    await page.keyboard.press("*");
    await page.getByText("★ marked").waitFor();
    await page.keyboard.press("*");
    await page.getByText("★ marked").waitFor({ state: "detached" });

    // On the answer side, taking back a flag leaves the answer up.
    await pastSameTap(page);
    await page.keyboard.press("Space");
    await page.locator(".answer").waitFor();
    await page.keyboard.press("f");
    await page.locator(".flag[data-flag=green]").waitFor();
    await page.keyboard.press("u");
    await page.locator(".flag[data-flag=orange]").waitFor();
    assert.equal(await page.locator(".answer").count(), 1);
    await page.keyboard.press("w");
    const why = page.getByRole("region", { name: "Why this card" });
    await why.waitFor();
    assert.match(await why.innerText(), /Line \d+ of .*\. Kind: /);
    assert.match(await why.innerText(), /Never rated before/);
    await page.keyboard.press("w");
    await why.waitFor({ state: "detached" });

    const before = await stored(page);
    await page.keyboard.press("?");
    const sheet = page.getByRole("dialog", { name: "More" });
    await sheet.waitFor();
    // Keys belong to the sheet now.
    await page.keyboard.press("3");
    assert.deepEqual(await stored(page), before);
    await page.keyboard.press("Escape");
    // A closed dialog has no role any more, but is there for a moment.
    await page.locator("dialog").waitFor({ state: "detached" });
    // It opens again, and the card can be rated.
    await page.keyboard.press("?");
    await sheet.waitFor();
    await sheet.getByRole("button", { name: "Close" }).click();
    await page.locator("dialog").waitFor({ state: "detached" });
    await pastSameTap(page);
    await page.keyboard.press("3");
    await page.waitForFunction(() => document.querySelector(".counts").innerText.includes("19 new"));
  }));

test("the same by touch, and back from the finish screen", () =>
  withBrowser(PHONE, async (page) => {
    await open(page, "#/settings");
    await page.locator("[name=new-per-day]").fill("1");
    await page.locator("[name=new-per-day]").press("Tab");
    await open(page, "#/study");
    const first = await sessionState(page);
    assert.equal(numbers(first.counts).new, 1);
    const more = page.getByRole("button", { name: "More" });
    const box = await more.boundingBox();
    assert.ok(box.width >= 44 && box.height >= 44);
    await more.tap();
    const sheet = page.getByRole("dialog", { name: "More" });
    for (const button of await sheet.getByRole("button").all()) {
      assert.ok((await button.boundingBox()).height >= 44);
    }
    await sheet.getByRole("button", { name: "Put aside until resumed" }).tap();
    await another(page, first);
    await pastSameTap(page);
    await page.getByRole("button", { name: "Show answer" }).tap();
    await pastSameTap(page);
    await page.locator(".rating[data-rating=good]").tap();
    await page.getByRole("heading", { name: "Done for today" }).waitFor();
    await more.tap();
    assert.ok(await sheet.getByRole("button", { name: "Next flag" }).isDisabled());
    await sheet.getByRole("button", { name: "Undo" }).tap();
    assert.equal(numbers((await sessionState(page)).counts).new, 1);
    await more.tap();
    await sheet.getByRole("button", { name: "Redo" }).tap();
    await page.getByRole("heading", { name: "Done for today" }).waitFor();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 390, `nothing is wider than the screen: ${width}`);
  }));

test("Browse says its keys on a sheet, and they do what it says", () =>
  withBrowser(DESKTOP, async (page) => {
    await browse(page);
    await page.keyboard.press("?");
    const sheet = page.getByRole("dialog", { name: "Keys" });
    await sheet.waitFor();
    const keys = await sheet.locator("kbd").allInnerTexts();
    for (const key of ["/", "↓", "j", "↑", "k", "Esc", "Enter", "e", "x", "Shift x", "?"]) {
      assert.ok(keys.includes(key), `${key} is on the sheet`);
    }
    // Keys belong to the sheet now.
    await page.keyboard.press("x");
    await page.keyboard.press("/");
    assert.ok(await sheet.isVisible());
    await page.keyboard.press("Escape");
    await page.locator("dialog").waitFor({ state: "detached" });

    const row = () => page.evaluate(() => document.activeElement.closest("[data-row]")?.dataset.row);
    await page.keyboard.press("j");
    assert.equal(await row(), "0");
    await page.keyboard.press("x");
    await page.locator(".browse-selected", { hasText: "1 selected" }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("j");
    await page.keyboard.press("?");
    await sheet.getByRole("button", { name: "Close" }).click();
    await page.locator("dialog").waitFor({ state: "detached" });
    assert.equal(await row(), "2", "the focus is where it was");
    await page.keyboard.press("Shift+X");
    await page.locator(".browse-selected", { hasText: "3 selected" }).waitFor();
    await page.keyboard.press("k");
    assert.equal(await row(), "1");
    await page.keyboard.press("Escape");
    await field(page).and(page.locator(":focus")).waitFor();
    // In the field it is a letter like others.
    await page.keyboard.press("?");
    assert.equal(await field(page).inputValue(), "?");
    assert.equal(await sheet.count(), 0);
    await field(page).fill("");
    await page.getByRole("button", { name: "Keys" }).click();
    await sheet.waitFor();
    await page.keyboard.press("Escape");
    await page.locator("dialog").waitFor({ state: "detached" });
    await page.keyboard.press("/");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("e");
    await page.getByLabel("Markdown of these lines").waitFor();
  }));
