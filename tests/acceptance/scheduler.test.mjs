// A roadmap goes under FSRS-6 and back: tried first, then in every place that shows a date.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { DESKTOP, PHONE, open, rate, reveal, stored, withBrowser } from "./browser.mjs";
import { facts } from "./changing.mjs";
import { add, choose, file, openImport } from "./importing.mjs";
import { restore } from "./restoring.mjs";

const TEA = `---
id: tea
---
# Tea

- **Green**: not oxidised.
- **Black**: oxidised.
- **White**: young buds.
- **Oolong**: half oxidised.
`;
/** What the four buttons show of a new card. */
const NEW = { sm2: ["1 day", "1 day", "1 day", "1 day"], fsrs: ["1 day", "1 day", "2 days", "8 days"] };

async function begin(page) {
  await openImport(page);
  await choose(page, file("tea.md", TEA));
  await add(page);
}

const previews = (page) => page.locator(".rating-interval").allInnerTexts();

/** Opens the scheduler of the roadmap. */
async function openScheduler(page, fragment = "#/roadmap/tea") {
  // What was open before goes with the page.
  await open(page);
  await open(page, fragment);
  await page.locator("summary", { hasText: "Scheduler" }).first().click();
  const form = page.locator(".plan", { has: page.locator("[name=scheduler]") });
  await form.waitFor();
  return form;
}

async function put(page, form, name) {
  const button = form.getByRole("button", { name });
  await button.click();
  await button.waitFor({ state: "detached" });
}

/** What the card's page says of it, by name. */
async function card(page, id) {
  await open(page, `#/card/${id}`);
  const list = page.locator(".facts");
  await list.waitFor();
  const [names, values] = [await list.locator("dt").allInnerTexts(), await list.locator("dd").allInnerTexts()];
  return Object.fromEntries(names.map((name, place) => [name, values[place]]));
}

test("a roadmap under FSRS-6 shows its dates everywhere, and back under SM-2 those of before", () =>
  withBrowser(DESKTOP, async (page) => {
    await begin(page);
    await open(page, "#/study");
    await reveal(page);
    assert.deepEqual(await previews(page), NEW.sm2);
    await page.keyboard.press("4");
    await page.locator(".answer").waitFor({ state: "detached" });
    const reviews = async () => facts(await stored(page), "r");
    const [[first]] = await reviews();
    const bySm2 = await card(page, first);
    assert.equal(bySm2.Interval, "1 day");
    const said = await reviews();

    // Nothing holds before the button is pressed, and the effect is there in words and numbers.
    const form = await openScheduler(page);
    await form.getByText("SM-2 multiplies the interval of a card").waitFor();
    await form.locator("[name=scheduler]").selectOption("FSRS-6");
    await form.getByText("asks a card when the chance that you still know it has fallen to 90%").waitFor();
    await form.getByText("the parameters of many other learners").waitFor();
    const rows = await form.locator("table").first().locator("tbody tr").allInnerTexts();
    assert.deepEqual(rows.at(-1).split("\t"), ["Average interval", "1.0 days", "8.0 days"]);
    assert.deepEqual(facts(await stored(page), "arranged"), []);
    await put(page, form, "Use FSRS-6 at 90%");
    assert.deepEqual(facts(await stored(page), "arranged"), [["tea", { fsrs6: 90 }]]);

    // What was answered before counts, and so does what is answered now.
    const byFsrs = await card(page, first);
    assert.equal(byFsrs.Interval, "8 days");
    assert.deepEqual([byFsrs.Scheduler, byFsrs.Stability, byFsrs["Ease factor"]], ["FSRS-6 at 90%", "8.3 days", undefined]);
    assert.notEqual(byFsrs.Due, bySm2.Due);
    await open(page, "#/study");
    await reveal(page);
    assert.deepEqual(await previews(page), NEW.fsrs);
    await page.keyboard.press("3");
    await page.locator(".answer").waitFor({ state: "detached" });
    const [, [second]] = await reviews();
    assert.equal((await card(page, second)).Interval, "2 days");
    await open(page, `#/browse/${encodeURIComponent("due=2")}`);
    const row = page.locator(".browse-row");
    await row.waitFor();
    assert.match(await row.locator("a").getAttribute("href"), new RegExp(second));
    assert.match(await row.innerText(), /due in 2 days[^]*interval 2 days[^]*difficulty 2\.1/i);

    // A lower retention brings cards later.
    const lower = await openScheduler(page, "#/shelf");
    await lower.locator("[name=retention]").fill("60");
    await lower.locator("[name=retention]").press("Tab");
    assert.equal(await lower.locator("[name=retention]").inputValue(), "70");
    await put(page, lower, "Use FSRS-6 at 70%");
    assert.notEqual((await card(page, second)).Interval, "2 days");

    // Relearning is on the same day, as with SM-2.
    await open(page, "#/study");
    await rate(page, "1");
    await rate(page, "4");
    await page.getByText("to repeat").first().waitFor();

    const back = await openScheduler(page);
    await back.locator("[name=scheduler]").selectOption("SM-2");
    await put(page, back, "Use SM-2");
    assert.deepEqual(await card(page, first), bySm2);
    assert.equal((await card(page, second)).Interval, "1 day");
    assert.deepEqual((await reviews()).slice(0, 1), said, "no answer was touched");
  }));

test("a backup carries the choice to another device", () =>
  withBrowser(PHONE, (phone) => withBrowser(PHONE, async (other) => {
    await begin(phone);
    await open(phone, "#/study");
    await rate(phone, "3");
    const form = await openScheduler(phone);
    await form.locator("[name=scheduler]").selectOption("FSRS-6");
    await form.locator("[name=retention]").fill("85");
    await form.locator("[name=retention]").press("Tab");
    await put(phone, form, "Use FSRS-6 at 85%");
    const width = await phone.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 390, `nothing is wider than the screen: ${width}`);
    const [[id]] = facts(await stored(phone), "r");
    const here = await card(phone, id);
    await open(phone, "#/settings");
    const [saved] = await Promise.all([
      phone.waitForEvent("download"),
      phone.getByRole("button", { name: "Download backup" }).click(),
    ]);
    const backup = await readFile(await saved.path());

    await restore(other, backup);
    assert.deepEqual(await card(other, id), here);
    const there = await openScheduler(other);
    assert.equal(await there.locator("[name=scheduler]").inputValue(), "FSRS-6");
    assert.equal(await there.locator("[name=retention]").inputValue(), "85");
  })));
