// Finding cards as one types, doing something with many of them, and the page of one.

import assert from "node:assert/strict";
import { test } from "node:test";
import { DESKTOP, PHONE, open, pastSameTap, rate, sessionState, until, withBrowser } from "./browser.mjs";
import { browse, counted, field } from "./finding.mjs";
import { add, choose, file, openImport } from "./importing.mjs";

const rows = (page) => page.locator(".browse-row");
const says = (page, words) => page.locator(".acting-status", { hasText: words }).waitFor();

/** The facts in storage, as they are written. */
const facts = (page) =>
  page.evaluate(() =>
    Object.entries(localStorage)
      .filter(([key]) => key.startsWith("waymark/journal/"))
      .map(([, text]) => text)
      .join("\n"),
  );

test("results come as one types, and the address keeps the query", () =>
  withBrowser({ ...DESKTOP, serviceWorkers: "block" }, async (page) => {
    await open(page);
    await browse(page);
    const all = await counted(page, "cards");
    assert.ok(all > 500, `${all} cards`);
    await page.getByText("What can I search for?").click();
    await page.getByRole("link", { name: "made from tables" }).click();
    assert.ok((await counted(page, " of ")) < all);
    assert.equal(await field(page).inputValue(), "kind:table");
    await page.goBack();
    await page.locator(".browse-count", { hasText: /^[\d,]+ cards/ }).waitFor();
    assert.equal(await field(page).inputValue(), "");
    await field(page).pressSequentially("kubelet");
    const found = await counted(page, " of ");
    assert.ok(found > 0 && found < all, `${found} of ${all}`);
    assert.match(page.url(), /#\/browse\/kubelet$/);
    await field(page).fill("kubelet is:nw");
    await page.locator(".browse-remarks", { hasText: "No card can be that" }).waitFor();
    await page.getByText("No card found").waitFor();
    assert.equal(await page.locator(".browse-marked mark").innerText(), "is:nw");
    await field(page).fill("colour:red");
    const remark = page.locator(".browse-remarks li", { hasText: "is not known" });
    assert.equal(await remark.locator("code").last().innerText(), "colour:");
    assert.doesNotMatch(await remark.innerText(), /`/);
    await field(page).fill("kind:table");
    await counted(page, " of ");
    // A card is opened, and Back leads to the same search.
    await rows(page).first().getByRole("link").click();
    await page.getByRole("heading", { name: "Where it stands" }).waitFor();
    await page.goBack();
    await rows(page).first().waitFor();
    assert.equal(await field(page).inputValue(), "kind:table");
    // One step further back is where the learner came from, not the letters.
    await page.goBack();
    await page.getByRole("heading", { level: 1 }).waitFor();
    assert.doesNotMatch(page.url(), /browse/);
  }));

test("many cards are suspended and brought back as one", () =>
  withBrowser({ ...DESKTOP, serviceWorkers: "block" }, async (page) => {
    await browse(page, "kind:table");
    const found = await counted(page, " of ");
    await page.getByRole("button", { name: "Select all found" }).click();
    await page.getByText(`${found} selected`).waitFor();
    await page.getByRole("button", { name: "Suspend" }).click();
    await says(page, `${found} cards suspended`);
    await field(page).fill("is:suspended");
    assert.equal(await counted(page, " of "), found);
    // Again from the page itself: a range, a tag, and undo of all of it.
    await rows(page).nth(1).locator("input").click();
    await rows(page).nth(4).locator("input").click({ modifiers: ["Shift"] });
    await page.getByText("4 selected").waitFor();
    await page.getByText("More", { exact: true }).click();
    await page.getByLabel("Tag").fill("exam::tables");
    await page.getByRole("button", { name: "Add tag" }).click();
    await says(page, "Tag exam::tables put on 4 cards");
    await page.getByRole("button", { name: "Red" }).click();
    await says(page, "Red flag put on 4 cards");
    // Far down in the bar, it is still seen what was done.
    await page.getByRole("button", { name: "Reset to new" }).scrollIntoViewIfNeeded();
    assert.ok(await page.locator(".browse-bar").evaluate((bar) => {
      const place = bar.querySelector(".acting-status").getBoundingClientRect();
      const at = document.elementFromPoint(place.left + 5, place.top + place.height / 2);
      return bar.scrollTop > 50 && at?.closest(".acting-status") !== null;
    }));
    await page.getByRole("button", { name: "Undo" }).click();
    await says(page, "Taken back on 4 cards");
    await field(page).fill("tag:exam");
    assert.equal(await counted(page, " of "), 4);
    await field(page).fill("flag:red");
    await page.getByText("No card found").waitFor();
    // All of it is in storage, and the application knows it.
    await page.reload();
    await browse(page, "tag:exam is:suspended");
    assert.equal(await counted(page, " of "), 4);
    assert.match(await facts(page), /exam::tables/);
  }));

test("a card is rescheduled, reset and answered on its page, which shows its history", () =>
  withBrowser({ ...DESKTOP, serviceWorkers: "block" }, async (page) => {
    await open(page, "#/study");
    await sessionState(page);
    await page.keyboard.press("Space");
    await page.locator(".answer").waitFor();
    await pastSameTap(page);
    await page.keyboard.press("3");
    await page.locator(".answer").waitFor({ state: "detached" });
    await browse(page, "rated:1");
    assert.equal(await counted(page, " of "), 1);
    await rows(page).first().getByRole("link").click();
    const history = page.locator(".panel", { has: page.getByRole("heading", { name: "History" }) });
    await history.getByRole("cell", { name: "Good" }).waitFor();
    await page.getByText("More", { exact: true }).click();
    await page.getByLabel("Due in days").fill("9");
    await page.getByRole("button", { name: "Reschedule" }).click();
    await says(page, "1 card due in 9 days");
    await page.getByText("Due in 9 days", { exact: true }).waitFor();
    await history.locator(".card-drawing").first().waitFor();
    await page.getByRole("button", { name: "Reset to new" }).click();
    await says(page, "1 card made new again");
    await history.getByRole("cell", { name: "Made new again" }).waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await history.getByRole("cell", { name: "Made new again" }).waitFor({ state: "detached" });
    await page.getByLabel("In your own words").fill("An answer of my own.");
    await page.reload();
    await page.getByText("Not saved yet.").waitFor();
    assert.equal(await page.getByLabel("In your own words").inputValue(), "An answer of my own.");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved.").waitFor();
    await page.reload();
    await page.getByLabel("In your own words").waitFor();
    assert.equal(await page.getByLabel("In your own words").inputValue(), "An answer of my own.");
    await browse(page, '"answer of my own"');
    assert.equal(await counted(page, " of "), 1);
  }));

test("a card without a roadmap says so", () =>
  withBrowser({ ...DESKTOP, serviceWorkers: "block" }, async (page) => {
    await open(page, "#/card/00000000000000ff");
    await page.getByText("nothing was recorded of it").waitFor();
    await page.getByText("Nothing has happened to it yet.").waitFor();
  }));

test("everything is done by keyboard alone", () =>
  withBrowser({ ...DESKTOP, serviceWorkers: "block" }, async (page) => {
    await browse(page);
    const focused = () => page.evaluate(() => document.activeElement?.closest("[data-row]")?.dataset.row);
    const at = (row) =>
      page.waitForFunction(
        (row) => document.activeElement?.closest("[data-row]")?.dataset.row === row,
        row,
      );
    await page.keyboard.press("/");
    await page.keyboard.type("pod");
    await counted(page, " of ");
    assert.equal(await field(page).inputValue(), "pod");
    await page.keyboard.press("ArrowDown");
    await at("0");
    await page.keyboard.press("j");
    await at("1");
    await page.keyboard.press("x");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Shift+X");
    await page.getByText("3 selected").waitFor();
    await page.keyboard.press("k");
    await at("2");
    await page.getByRole("button", { name: "Suspend" }).focus();
    await page.keyboard.press("Enter");
    await says(page, "3 cards suspended");
    await page.getByRole("button", { name: "Undo" }).focus();
    await page.keyboard.press("Enter");
    await says(page, "Taken back on 3 cards");
    await page.keyboard.press("j");
    assert.equal(await focused(), "0");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Where it stands" }).waitFor();
  }));

test("nothing is lost at 320 px and with letters twice as large", () =>
  withBrowser({ ...PHONE, viewport: { width: 320, height: 640 }, serviceWorkers: "block" }, async (page) => {
    const fits = async (where) => {
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= 320, `${where} is ${wide} px wide`);
    };
    await browse(page, "kind:table");
    await counted(page, " of ");
    await page.getByRole("button", { name: "Select all found" }).click();
    await page.getByText("More", { exact: true }).click();
    await fits("Browse");
    const small = await page.evaluate(() =>
      [...document.querySelectorAll(".browse button, .browse-pick, .browse-open, .browse select")]
        .map((node) => [node.className, node.getBoundingClientRect()])
        .filter(([, box]) => box.width > 0 && (box.width < 44 || box.height < 44))
        .map(([name, box]) => `${name}: ${box.width} x ${box.height}`),
    );
    assert.deepEqual(small, [], "targets of at least 44 px");
    await page.getByText("More", { exact: true }).click();
    await rows(page).first().getByRole("link").click();
    await page.getByRole("heading", { name: "Where it stands" }).waitFor();
    await fits("Card");
    await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
    await until(page, () => true);
    await fits("Card with large letters");
    await page.goBack();
    await rows(page).first().waitFor();
    await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
    await fits("Browse with large letters");
  }));

/** Queries that Anki's users know, and how many of the 15 cards of the roadmap below they find once one was rated. */
const QUERIES = [
  ["rated:7", 1],
  ["-rated:7", 14],
  ["is:new", 14],
  ["is:due", 0],
  ["is:suspended", 1],
  ["phase:2", 5],
  ["phase:2 or phase:3", 10],
  ["kind:definition", 15],
  ["kind:table", 0],
  ["ease<1.8", 0],
  ["ease>1.8", 1],
  ["green", 1],
  ['"of leaf 7"', 1],
  ['leaf -"leaf 7"', 14],
  ["introduced:1", 1],
];

test("the search understands what Anki's users type", () =>
  withBrowser({ ...DESKTOP, serviceWorkers: "block" }, async (page) => {
    const phases = [1, 2, 3].map((phase) => {
      const cards = Array.from({ length: 5 }, (_, n) => 5 * (phase - 1) + n);
      const lines = cards.map((n) => `- **Leaf ${n}**: the ${n === 3 ? "green" : "black"} sort of leaf ${n}.`);
      return `## Phase ${phase}: Part ${phase}\n\n${lines.join("\n")}\n`;
    });
    await openImport(page);
    await choose(page, file("leaves.md", `---\nid: leaves\n---\n# Leaves\n\n${phases.join("\n")}`));
    await add(page);
    await open(page, "#/study");
    await rate(page);
    await browse(page, "roadmap:leaves leaf 9");
    await rows(page).first().locator("input").click();
    await page.getByRole("button", { name: "Suspend" }).click();
    await says(page, "1 card suspended");
    for (const [query, found] of QUERIES) {
      await field(page).fill(`roadmap:leaves ${query.includes(" or ") ? `(${query})` : query}`);
      const words = found === 0 ? /^No card found/ : new RegExp(`^${found} of `);
      await page.locator(".browse-count", { hasText: words }).waitFor();
    }
    // In another order, by what the cards are like.
    await field(page).fill("roadmap:leaves");
    await counted(page, "15 of ");
    const order = page.locator(".browse select");
    const first = await rows(page).first().innerText();
    for (const name of await order.locator("option").allInnerTexts()) {
      await order.selectOption(name);
      await counted(page, "15 of ");
    }
    await order.selectOption({ index: 0 });
    await page.locator(".browse-row").first().filter({ hasText: first.split("\n")[0] }).waitFor();
  }));
