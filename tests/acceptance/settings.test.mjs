// Stories of settings: the scheduler tried on one's own history, and deleting everything.

import assert from "node:assert/strict";
import { test } from "node:test";
import { DESKTOP, PHONE, open, rate, stored, until, withBrowser } from "./browser.mjs";
import { add, choose, file, openImport } from "./importing.mjs";

test("scheduler settings are tried on one's own history before they hold", () =>
  withBrowser(DESKTOP, async (page) => {
    await open(page, "#/study");
    await rate(page, "4");
    await rate(page, "4");
    await open(page, "#/settings");
    const events = () => stored(page).then((texts) => JSON.stringify(texts).split("configured").length - 1);
    const before = await events();
    const group = page.getByRole("region", { name: "Scheduler" });
    await group.getByText("This is how your own cards stand.").waitFor();
    await group.locator("[name=maximum-interval]").fill("30");
    await group.locator("[name=maximum-interval]").press("Tab");
    await group.locator("[name=fuzz]").selectOption("on");
    await group.getByText("Nothing has changed yet.").waitFor();
    assert.equal(await group.locator("table").first().locator("tbody tr").count(), 5);
    assert.equal(await events(), before, "trying writes nothing");
    await group.getByRole("button", { name: "Use these settings" }).click();
    await group.getByText("This is how your own cards stand.").waitFor();
    assert.equal(await events(), before + 2);
    await page.reload();
    await group.waitFor();
    assert.equal(await group.locator("[name=maximum-interval]").inputValue(), "30");
    assert.equal(await group.locator("[name=fuzz]").inputValue(), "on");
  }));

test("every setting says in one sentence what it does", () =>
  withBrowser(PHONE, async (page) => {
    await open(page, "#/settings");
    await page.getByRole("heading", { name: "Scheduler" }).waitFor();
    const fields = page.locator(".setting input, .setting select");
    assert.equal(await fields.count(), 16);
    for (const field of await fields.all()) {
      const described = await field.getAttribute("aria-describedby");
      assert.ok((await page.locator(`[id="${described}"]`).innerText()).length > 20, described);
      const box = await field.boundingBox();
      assert.ok(box.height >= 44, `${described} is ${box.height} px high`);
    }
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 390, `nothing is wider than the screen: ${width}`);
  }));

test("theme and size of text are this device's own, from the first paint on", () =>
  withBrowser({ ...PHONE, colorScheme: "light" }, async (page) => {
    const shown = () =>
      page.evaluate(() => {
        const [body, root] = [document.body, document.documentElement].map((e) => getComputedStyle(e));
        const bars = [...document.querySelectorAll("meta[name=theme-color]")];
        return [body.backgroundColor, root.fontSize, bars.find((bar) => matchMedia(bar.media).matches)?.content];
      });
    await open(page, "#/settings");
    await page.locator("[name=theme]").waitFor();
    assert.deepEqual(await shown(), ["rgb(250, 249, 246)", "16px", "#faf9f6"]);
    await page.locator("[name=theme]").selectOption("Dark");
    await page.locator("[name=text-size]").selectOption("Larger");
    await page.locator("[name=motion]").selectOption("Reduced");
    const dark = ["rgb(19, 23, 24)", "20px", "#131718"];
    assert.deepEqual(await shown(), dark);
    // It is there when something is painted for the first time.
    await page.addInitScript(() => {
      new PerformanceObserver(() => {
        window.lookAtFirst ??= document.documentElement.dataset.look;
      }).observe({ type: "paint", buffered: true });
    });
    await page.reload();
    await until(page, () => window.lookAtFirst === "dark larger still");
    assert.deepEqual(await shown(), dark);
    await page.locator("[name=theme]").waitFor();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 390, `nothing is wider than the screen: ${width}`);
    await page.locator("[name=theme]").selectOption("As the system");
    await page.locator("[name=text-size]").selectOption("Normal");
    assert.deepEqual(await shown(), ["rgb(250, 249, 246)", "16px", "#faf9f6"]);
    await page.locator("[name=motion]").selectOption("As the system");
    assert.equal(await page.evaluate(() => localStorage["waymark/look"]), undefined);
  }));

test("the way to every page fits a tablet with the largest letters", () =>
  withBrowser({ viewport: { width: 820, height: 1180 }, serviceWorkers: "block" }, async (page) => {
    await open(page, "#/settings");
    await page.locator("[name=text-size]").selectOption("Largest");
    const links = page.getByRole("navigation", { name: "Pages" }).getByRole("link");
    const ends = await links.evaluateAll((links) => links.map((link) => link.getBoundingClientRect().right));
    assert.ok(ends.length === 5 && ends.every((end) => end <= 812), `${ends}`);
  }));

test("delete everything asks for the words, and then nothing is left", () =>
  withBrowser(DESKTOP, async (page) => {
    await openImport(page);
    await page.getByText("Paste text").click();
    await page.locator("[name=text]").fill("# Pasted");
    assert.equal(await page.evaluate(() => sessionStorage.length), 1);
    await choose(page, file("tea.md", "# Tea\n\n- **Green**: not oxidised.\n"));
    await add(page);
    await open(page, "#/study");
    await rate(page);
    await open(page, "#/settings");
    await page.getByRole("button", { name: "Delete everything…" }).click();
    const dialog = page.getByRole("alertdialog");
    const sure = dialog.getByRole("button", { name: "Delete everything" });
    assert.ok(await sure.isDisabled());
    assert.ok(await dialog.getByRole("button", { name: "Download backup" }).isVisible());
    await dialog.locator("[name=erase]").fill("delete");
    assert.ok(await sure.isDisabled());
    await dialog.getByRole("button", { name: "Keep everything" }).click();
    await dialog.waitFor({ state: "detached" });
    assert.ok(Object.keys(await stored(page)).length > 0);
    await page.getByRole("button", { name: "Delete everything…" }).click();
    await dialog.locator("[name=erase]").fill("Delete everything");
    await sure.click();
    await page.locator(".invitation").waitFor();
    await page.getByText("20 cards for today").waitFor();
    await until(page, async () => {
      const journal = Object.keys(localStorage).filter((key) => key.startsWith("waymark/journal"));
      return journal.length === 0;
    });
    assert.equal(await page.evaluate(() => sessionStorage.length), 0);
    assert.equal(await page.getByRole("heading", { name: "Tea" }).count(), 0);
    // The second store has nothing to bring back either.
    await page.reload();
    await page.getByText("20 cards for today").waitFor();
  }));
