// Stories of import: chosen, dropped and pasted documents, from the preview to the queue.

import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { DESKTOP, PHONE, open, rate, sessionState, site, stored, withBrowser } from "./browser.mjs";
import { add, choose, file, openImport, tally } from "./importing.mjs";

const TEA = `---
id: tea
---
# Tea

## Leaves

- **Green**: not oxidised.
- **Black**: fully oxidised.

## Brewing

### Review questions

- Why does green tea turn bitter?

  The water was too hot.

| Tea | Minutes |
|---|---|
| Green | 2 |
|  | 9 |
`;

// One card moves, one has another answer, one is new, one is gone.
const TEA_EDITED = `---
id: tea
---
# Tea

## Leaves

- **Green**: not oxidised at all.
- **Oolong**: half oxidised.

## Brewing

- **Black**: fully oxidised.

### Review questions

- Why does green tea turn bitter?

  The water was too hot.
`;

/** The titles of the bundled roadmaps. */
const BUNDLED = [
  "Kubernetes Foundations",
  "Kubernetes Mastery",
  "Advanced Kubernetes",
  "Machine Learning on Kubernetes",
];

test("nothing of the importer is fetched before its page is opened", () =>
  withBrowser({ ...DESKTOP, serviceWorkers: "block" }, async (page, browser) => {
    const fetched = [];
    browser.on("request", (request) => fetched.push(new URL(request.url()).pathname));
    for (const fragment of ["#/", "#/study", "#/nowhere"]) {
      await open(page, fragment);
      await page.waitForLoadState("networkidle");
    }
    assert.deepEqual(fetched.filter((path) => path.includes("importer")), []);
    assert.ok(fetched.some((path) => path.endsWith(".wasm")), "the application was fetched");
    await openImport(page);
    const importer = fetched.filter((path) => path.includes("importer"));
    assert.equal(importer.filter((path) => path.endsWith(".wasm")).length, 1);
    assert.deepEqual(page.workers(), [], "the worker waits for a document");
  }));

test("a chosen file shows its cards, is added, studied, and still there after a reload", () =>
  withBrowser(DESKTOP, async (page) => {
    await openImport(page);
    await choose(page, file("tea.md", TEA));
    const document = page.locator(".import-document");
    assert.equal(await document.locator("h3").innerText(), "Tea");
    assert.match(
      await document.locator(".path").first().innerText(),
      /^tea\.md · 4 cards: 1 question, 1 table cell, 2 definitions$/,
    );
    const leaves = document.locator("details", { hasText: "Leaves" }).last();
    await leaves.locator("summary").first().click();
    const green = leaves.locator(".import-cards > li").first();
    assert.match(await green.innerText(), /What is meant by Green\?\s+line 8 · definition/);
    assert.equal(await green.getByText("not oxidised.").count(), 0, "the answer is folded");
    await green.getByText("Answer").click();
    await green.getByText("not oxidised.").waitFor();
    await document.getByText("Skipped or repaired: 1 remark").click();
    await document.getByText(/line 22 table row without a key; no card; name the row/).waitFor();
    assert.deepEqual(await stored(page), {}, "nothing is recorded before it is added");
    await add(page);
    assert.match(Object.values(await stored(page)).join(), /"imported":\["tea","tea.md","[0-9a-f]{32}"\]/);
    await page.getByRole("link", { name: "Start studying" }).click();
    assert.equal((await sessionState(page)).question, "What is meant by Green?");
    await rate(page);
    assert.equal((await sessionState(page)).question, "What is meant by Black?");
    await page.reload();
    assert.equal((await sessionState(page)).question, "What is meant by Black?");
    assert.match(await tally(page, "tea"), /4 cards · 1 learning · 3 new/);
  }));

test("an edited document shows what becomes of the cards, and their history stays", () =>
  withBrowser(DESKTOP, async (page) => {
    await openImport(page);
    await choose(page, file("tea.md", TEA));
    await add(page);
    await open(page, "#/study");
    await rate(page, "4");
    await rate(page);
    await openImport(page);
    await choose(page, file("tea.md", TEA));
    await page.getByText("You have exactly this document already").waitFor();
    assert.equal(await page.getByRole("button", { name: "Add to my roadmaps" }).count(), 0);
    await page.getByRole("button", { name: "Cancel" }).click();
    await choose(page, file("new/tea.md", TEA_EDITED));
    const difference = page.locator(".import-difference");
    assert.equal(
      await difference.locator(".import-figures").innerText(),
      "1 kept · 1 moved · 1 edited · 1 new · 1 gone",
    );
    await difference.locator("summary", { hasText: "Moved" }).click();
    await difference.getByText("What is meant by Black? line 13").waitFor();
    await page.getByText("2 of these cards have a history already; it is kept.").waitFor();
    await add(page);
    assert.match(await tally(page, "tea"), /4 cards · 2 learning · 2 new/);
    await openImport(page);
    await choose(page, file("tea.md", TEA.replace("- **Green**: not oxidised.\n", "")));
    await page.getByText("1 card with a history is no longer in the document.").waitFor();
  }));

test("a text is pasted", () =>
  withBrowser(PHONE, async (page) => {
    await openImport(page);
    await page.getByText("Paste text").tap();
    const button = page.getByRole("button", { name: "Read the text" });
    assert.ok(await button.isDisabled());
    await page.locator("[name=text]").fill(TEA);
    await button.tap();
    await page.locator(".import-actions").waitFor();
    await page.getByRole("button", { name: "Add to my roadmaps" }).tap();
    await page.getByRole("heading", { name: "1 roadmap added" }).waitFor();
    await page.getByRole("link", { name: "Tea" }).first().tap();
    await page.getByRole("heading", { level: 1, name: "Tea" }).waitFor();
  }));

test("a pasted text survives a reload, until it is added or emptied", () =>
  withBrowser({ ...DESKTOP, serviceWorkers: "block" }, async (page) => {
    const field = page.locator("[name=text]");
    const kept = () => page.evaluate(() => Object.keys(sessionStorage).length);
    await openImport(page);
    await page.getByText("Paste text").click();
    await field.fill("# Te");
    await field.fill("");
    assert.equal(await kept(), 0, "emptied");
    await page.reload();
    await page.getByText("Paste text").waitFor();
    assert.equal(await field.count(), 0, "folded away as long as there is none");

    await page.getByText("Paste text").click();
    await field.fill(TEA);
    await page.reload();
    assert.equal(await field.inputValue(), TEA);
    await page.getByRole("button", { name: "Read the text" }).click();
    await page.locator(".import-actions").waitFor();
    await page.getByRole("button", { name: "Cancel" }).click();
    assert.equal(await field.inputValue(), TEA);
    // Another document is added; the text waits.
    await choose(page, file("bread.md", "# Bread\n\n- **Rye**: dark.\n"));
    await add(page);
    await page.getByRole("button", { name: "Add more" }).click();
    assert.equal(await field.inputValue(), TEA);
    await page.getByRole("button", { name: "Read the text" }).click();
    await page.locator(".import-actions").waitFor();
    await add(page);
    assert.equal(await kept(), 0, "added");
    await page.reload();
    await page.getByText("Paste text").waitFor();
    assert.equal(await field.count(), 0);
  }));

test("folders are dropped: their documents are one list, and the rest is named", async () => {
  const folder = await mkdtemp(join(tmpdir(), "waymark-notes-"));
  try {
    await mkdir(join(folder, "notes", "drinks"), { recursive: true });
    await mkdir(join(folder, "notes", ".hidden"));
    await writeFile(join(folder, "notes", "drinks", "tea.md"), TEA);
    await writeFile(join(folder, "notes", "bread.txt"), "# Bread\n\n- **Rye**: dark.\n");
    await writeFile(join(folder, "notes", "copy.md"), TEA_EDITED);
    await writeFile(join(folder, "notes", "empty.md"), "# Nothing\n");
    await writeFile(join(folder, "notes", "picture.png"), "no picture");
    await writeFile(join(folder, "notes", "film.mp4"), "no film");
    await writeFile(join(folder, "notes", ".hidden", "secret.md"), "# Secret\n\n- **A**: b.\n");
    await withBrowser(DESKTOP, async (page, browser) => {
      await openImport(page);
      const session = await browser.newCDPSession(page);
      const data = { items: [], files: [join(folder, "notes")], dragOperationsMask: 1 };
      for (const type of ["dragEnter", "dragOver", "drop"]) {
        await session.send("Input.dispatchDragEvent", { type, x: 700, y: 300, data });
      }
      await page.getByRole("heading", { name: "4 documents read" }).waitFor();
      assert.deepEqual(await page.locator(".import-document h3").allInnerTexts(), [
        "Bread", "Tea", "Tea", "Nothing",
      ], "in the order of their paths");
      await page.getByText("notes/film.mp4: it is no document").waitFor();
      await page.getByText("1 picture or sound is shown by no document, and left.").waitFor();
      await page.getByText("It has the same id as notes/copy.md.").waitFor();
      await page.getByText("Nothing here makes a card").waitFor();
      await page.getByRole("button", { name: "Add 2 roadmaps" }).waitFor();
      await page.getByRole("checkbox", { name: "Add this one" }).first().uncheck();
      await add(page);
      assert.equal(await page.locator(".import-list a").innerText(), "Tea");
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test("a roadmap is removed and its history comes back; its Markdown can be saved", () =>
  withBrowser(DESKTOP, async (page) => {
    await openImport(page);
    await choose(page, file("tea.md", TEA));
    await add(page);
    await open(page, "#/study");
    await rate(page);
    await openImport(page);
    const tea = page.locator(".import-shelf > li", { hasText: "Tea" });
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      tea.getByRole("button", { name: "Download Markdown" }).click(),
    ]);
    assert.equal(download.suggestedFilename(), "tea.md");
    assert.equal(await readFile(await download.path(), "utf8"), TEA);
    await tea.locator("summary").click();
    await tea.getByRole("button", { name: "Remove this roadmap" }).click();
    await tea.waitFor({ state: "detached" });
    await open(page, "#/roadmap/tea");
    await page.getByRole("heading", { name: "There is nothing here" }).waitFor();
    await openImport(page);
    await choose(page, file("tea.md", TEA));
    await page.getByText("1 of these cards has a history already; it is kept.").waitFor();
    await page.getByRole("button", { name: "Cancel" }).click();
    const shelf = page.locator(".import-shelf > li");
    const bundled = (title) => shelf.filter({ hasText: title });
    for (const title of BUNDLED) {
      await bundled(title).locator("summary").click();
      await bundled(title).getByRole("button", { name: "Remove this roadmap" }).click();
      await bundled(title).getByRole("button", { name: "Put back" }).waitFor();
    }
    await open(page);
    await page.getByText("There are no cards yet").waitFor();
    await openImport(page);
    await bundled(BUNDLED[0]).getByRole("button", { name: "Put back" }).click();
    await bundled(BUNDLED[0]).getByText("Remove").waitFor();
    await page.getByRole("link", { name: "Today" }).click();
    await page.locator(".invitation-start").waitFor();
  }));

test("another tab learns of a new roadmap and of a removed one", () =>
  withBrowser(DESKTOP, async (page, browser) => {
    await open(page);
    const other = await browser.newPage();
    await openImport(other);
    await choose(other, file("tea.md", TEA));
    await add(other);
    await page.getByRole("heading", { name: "Tea" }).waitFor();
    const tea = other.locator(".import-shelf > li", { hasText: "Tea" });
    await tea.locator("summary").click();
    await tea.getByRole("button", { name: "Remove this roadmap" }).click();
    await page.getByRole("heading", { name: "Tea" }).waitFor({ state: "detached" });
  }));

test("a hostile document stays text", () =>
  withBrowser(DESKTOP, async (page) => {
    await page.addInitScript(() => {
      window.attacks = 0;
      window.attack = () => { window.attacks += 1; };
    });
    await openImport(page);
    const before = await page.evaluate(() => document.scripts.length);
    await choose(page, file("<img src=x onerror=attack()>.md", `# <script>attack()</script>Title

- **<img src=x onerror=attack()>Term**: <iframe src="javascript:attack()"></iframe> text
  [link](javascript:attack()) [data](data:text/html,<script>attack()</script>) <a onclick="attack()">a</a>.
- **Style**: <style>* { display: none }</style> <svg onload=attack()> words.

## What is <b onmouseover=attack()>this</b>?

<details open ontoggle=attack()><summary>s</summary>It is [a](vbscript:attack()).</details>
`));
    // Folds appear inside folds; those that are open already stay so.
    for (let depth = 0; depth < 4; depth += 1) {
      const closed = page.locator(".import-document details:not([open]) > summary");
      for (const summary of await closed.all()) if (await summary.isVisible()) await summary.press("Enter");
    }
    assert.ok((await page.locator(".import-cards .prose").count()) >= 3);
    await add(page);
    await open(page, "#/study");
    await sessionState(page);
    await page.keyboard.press("Space");
    await page.locator(".answer").waitFor();
    assert.equal(await page.evaluate(() => window.attacks), 0);
    assert.equal(await page.evaluate(() => document.scripts.length), before);
    const foreign = await page.evaluate(() => {
      const elements = [...document.querySelectorAll("#app *")];
      const wrong = elements.filter((element) =>
        ["SCRIPT", "IFRAME", "IMG", "STYLE", "OBJECT", "EMBED"].includes(element.tagName) ||
        [...element.attributes].some(({ name, value }) =>
          name.startsWith("on") || name === "style" || /^\s*(javascript|data|vbscript):/i.test(value)));
      return wrong.map((element) => element.tagName);
    });
    assert.deepEqual(foreign, []);
  }));

test("a long document is read beside the page, and reading can be stopped", () =>
  withBrowser({ ...DESKTOP, serviceWorkers: "block" }, async (page) => {
    await openImport(page);
    const section = (n) => `## Section ${n}\n\n- **Term ${n}**: ${"words ".repeat(34)}\n\n`;
    const sections = Array.from({ length: 22_000 }, (_, n) => section(n)).join("");
    const long = `# Long\n\n${sections}`;
    assert.ok(long.length > 5e6, `${long.length}`);
    // The worker never answers the first time: the page must live without its answer.
    await page.route(/importer-start-/, (route) => route.fulfill({
      contentType: "text/javascript",
      body: "postMessage(null); onmessage = () => { for (;;); };",
    }), { times: 1 });
    const started = page.waitForEvent("worker");
    await page.locator("[name=files]").setInputFiles(file("long.md", long));
    await page.getByRole("heading", { name: "Reading 1 document" }).waitFor();
    const worker = await started;
    const ended = worker.waitForEvent("close");
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByText("Choose files").waitFor();
    await ended;
    await choose(page, file("long.md", long));
    assert.match(await page.locator(".import-document .path").first().innerText(), /22,000 definitions/);
    assert.ok((await page.locator(".import-sections > li").count()) <= 50, "a part at a time");
    await page.getByRole("button", { name: "Show 50 more" }).click();
    await page.waitForFunction(() => document.querySelectorAll(".import-sections > li").length === 100);
    await add(page);
    await page.reload();
    await page.getByText("Choose files").waitFor();
    await page.getByText("22,000 cards · long.md").waitFor();
  }));

test("a worker that dies is reported in words, and the other documents are read", () =>
  withBrowser({ ...DESKTOP, serviceWorkers: "block" }, async (page) => {
    await openImport(page);
    await page.route(/importer-start-/, (route) => route.fulfill({
      contentType: "text/javascript",
      body: "postMessage(null); onmessage = () => { throw new Error('out of memory'); };",
    }), { times: 1 });
    await choose(page, file("bad.md", "# Bad\n"), file("tea.md", TEA));
    await page.getByText(/bad\.md: the importer stopped working on it: .*out of memory/).waitFor();
    assert.deepEqual(await page.locator(".import-document h3").allInnerTexts(), ["Tea"]);
  }));

test("without IndexedDB studying goes on, and importing says why it cannot", () =>
  withBrowser(DESKTOP, async (page) => {
    await page.addInitScript(() => {
      IDBFactory.prototype.open = () => {
        throw new DOMException("denied by the user", "SecurityError");
      };
    });
    await open(page);
    await page.getByText("The roadmaps that you added cannot be opened").waitFor();
    await page.locator(".invitation-start").waitFor();
    await openImport(page);
    await choose(page, file("tea.md", TEA));
    await page.getByRole("button", { name: "Add to my roadmaps" }).click();
    await page.getByText(/`tea\.md` was not added: .*denied by the user/).waitFor();
    assert.equal(await page.locator(".import-document h3").innerText(), "Tea", "it is still there");
    assert.deepEqual(Object.keys(await stored(page)), []);
    await open(page, "#/study");
    await rate(page);
  }));

test("what an older version compiled is compiled again at the start", () =>
  withBrowser(DESKTOP, async (page) => {
    await openImport(page);
    await choose(page, file("tea.md", TEA));
    await add(page);
    // The record's own fields stay; the version of what is compiled is one that nobody reads.
    await page.evaluate(async () => {
      const asked = (request) => new Promise((done, failed) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => failed(request.error);
      });
      const database = await asked(indexedDB.open("waymark"));
      const store = database.transaction("roadmaps", "readwrite").objectStore("roadmaps");
      const record = await asked(store.get("tea"));
      const text = new TextDecoder("latin1").decode(record);
      // Sort, id, path, hash in a varint, importer, and then the version.
      let at = 1 + 4 + 1 + "tea.md".length;
      while (record[at] & 0x80) at += 1;
      at += 2;
      if (record[at] !== 1) throw new Error(`no version at ${at}: ${text}`);
      record[at] = 99;
      await asked(store.put(record, "tea"));
      database.close();
    });
    await page.goto("about:blank");
    await open(page);
    await page.getByRole("heading", { name: "Tea" }).waitFor();
  }));

test("of the bundled roadmaps a session fetches only what it shows, and the importer the rest", () =>
  withBrowser({ ...DESKTOP, serviceWorkers: "block" }, async (page) => {
    const fetched = [];
    page.on("request", (request) => fetched.push(request.url().split("/").pop()));
    await page.route(/\/texts-/, (route) => route.fulfill({ body: "<!doctype html>" }));
    await open(page, "#/study");
    await rate(page);
    assert.ok(fetched.some((name) => name.startsWith("roadmaps-")), fetched.join());
    assert.deepEqual(fetched.filter((name) => name.startsWith("texts-")), []);
    await page.goto(`${site}#/roadmap/kubernetes-foundations`);
    await page.getByRole("heading", { name: "The importer could not be loaded" }).waitFor();
    await page.getByText(/the roadmaps cannot be read: not the file of this version/).waitFor();
    await page.unroute(/\/texts-/);
    await page.getByRole("button", { name: "Try again" }).click();
    await page.locator(".roadmap-introduction p").first().waitFor();
  }));

test("an importer that does not arrive says so", () =>
  withBrowser({ ...DESKTOP, serviceWorkers: "block" }, async (page) => {
    await page.route(/importer-start-/, (route) => route.fulfill({
      contentType: "text/javascript",
      body: `dispatchEvent(new CustomEvent("importer-failed", { detail: "offline" }));`,
    }));
    await page.goto(`${site}#/import`);
    await page.getByRole("heading", { name: "The importer could not be loaded" }).waitFor();
    await page.getByText("offline").waitFor();
    await page.unroute(/importer-start-/);
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByText("Choose files").waitFor();
  }));
