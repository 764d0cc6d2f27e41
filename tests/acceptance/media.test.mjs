// Pictures and sounds: chosen with their document, kept in this browser, and shown on cards.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, readFile, readdir, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { DESKTOP, PHONE, open, rate, reveal, sessionState, site, withBrowser, withProfile } from "./browser.mjs";
import { Host, built } from "./hosting.mjs";
import { add, choose, file, openImport } from "./importing.mjs";
import { everythingIsCached, openAt } from "./offline.mjs";
import { kept, media, painted, png, wav } from "./showing.mjs";

const HEART = `---
id: heart
---
# Heart

### What does ![a heart, cut open](img/heart.png) show?

A heart, which sounds so:

![its beat](sound/beat.wav)

On the web: ![far away](https://example.com/far.png).

And ![lost one](lost.png).
`;

const panel = (page) => page.getByRole("region", { name: "Pictures and sounds" });

/** Chooses the heart with its picture and its sound, and adds it. */
async function addHeart(page, picture = png(1_600, 40)) {
  await openImport(page);
  await choose(page, file("heart.md", HEART), media("heart.png", picture), media("beat.wav", wav()));
  await add(page);
}

for (const [size, context] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
  test(`a picture and a sound come with their document, and are shown: ${size}`, () =>
    withBrowser({ ...context, serviceWorkers: "block" }, async (page, browser) => {
      const asked = [];
      browser.on("request", (request) => asked.push(request.url()));
      await page.addInitScript(() => {
        window.addresses = new Set();
        const { createObjectURL, revokeObjectURL } = URL;
        URL.createObjectURL = (of) => {
          const address = createObjectURL(of);
          window.addresses.add(address);
          return address;
        };
        URL.revokeObjectURL = (address) => {
          window.addresses.delete(address);
          revokeObjectURL(address);
        };
      });
      await openImport(page);
      await choose(
        page,
        file("heart.md", HEART),
        media("heart.png", png(1_600, 40)),
        media("beat.wav", wav()),
        media("other.gif", Buffer.from("GIF89a")),
      );
      const words = await panel(page).innerText();
      assert.match(words, /2 pictures and sounds come along, \d+ KB\./);
      assert.match(words, /1 file that cards show does not come along.*lost\.png, in heart\.md/s);
      assert.match(words, /1 picture or sound is shown by no document, and left\./);
      // The preview shows what was chosen before anything of it is kept.
      assert.deepEqual(await painted(page, ".import-cards img"), [1_600, 40]);
      assert.deepEqual(await kept(page), {});
      await add(page);
      await page.getByText("2 pictures and sounds are kept in this browser. Backups do not hold them.").waitFor();
      assert.deepEqual(Object.keys(await kept(page)), ["heart/beat.wav", "heart/heart.png"]);

      await open(page, "#/study");
      await sessionState(page);
      assert.deepEqual(await painted(page, ".question img"), [1_600, 40]);
      assert.ok(await page.getByRole("img", { name: "a heart, cut open" }).isVisible());
      await reveal(page);
      const player = page.locator(".answer audio");
      await player.waitFor();
      assert.equal(await player.getAttribute("aria-label"), "its beat");
      await page.waitForFunction(() => document.querySelector("audio").duration === 1);
      // Space plays what has the focus, and rates nothing.
      await player.focus();
      await page.keyboard.press("Space");
      await page.waitForFunction(() => document.querySelector("audio").played.length > 0);
      assert.ok(await page.locator(".answer").isVisible());
      assert.ok((await player.boundingBox()).height >= 44);
      assert.match(await page.locator(".answer").innerText(), /lost one\s+lost\.png is not in this browser\. Add the file/);
      assert.equal(await page.locator(".answer a[href='https://example.com/far.png']").count(), 1);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= context.viewport.width, `nothing is wider than the screen: ${width}`);
      assert.equal(await page.evaluate(() => window.addresses.size), 1, "the address of the sound");

      await page.evaluate(() => { location.hash = "#/roadmap/heart"; });
      await page.locator(".phases").waitFor();
      assert.equal(await page.evaluate(() => window.addresses.size), 0, "every address is taken back");
      assert.deepEqual(
        asked.filter((url) => !url.startsWith(site) && !url.startsWith("blob:")), [], "nothing is fetched from elsewhere",
      );
    }));
}

test("what is shown needs no host, and stays when the browser is started again", () =>
  withProfile(async (launch) => {
    const host = await new Host(built).start();
    await launch(PHONE, async (page) => {
      await openAt(page, host, "#/import");
      await everythingIsCached(page);
      await choose(page, file("heart.md", HEART), media("heart.png", png(30, 20)), media("beat.wav", wav()));
      await add(page);
    });
    await host.stop();
    host.asked = [];
    await launch(PHONE, async (page) => {
      await openAt(page, host, "#/study");
      await sessionState(page);
      assert.deepEqual(await painted(page, ".question img"), [30, 20]);
    });
    assert.deepEqual(host.asked, []);
  }));

test("a later choice replaces a picture, with its document or alone; removing the roadmap removes it", () =>
  withBrowser({ ...DESKTOP, serviceWorkers: "block" }, async (page) => {
    await addHeart(page);
    await page.getByRole("button", { name: "Add more" }).click();
    await choose(page, media("heart.png", png(50, 60)), media("stray.png", png(1, 1)));
    await page.getByRole("button", { name: "Add 1 picture or sound" }).click();
    await page.getByRole("heading", { name: "Pictures and sounds added" }).waitFor();
    await open(page, "#/study");
    assert.deepEqual(await painted(page, ".question img"), [50, 60]);
    // The same document, which alone changes nothing.
    await openImport(page);
    await choose(page, file("heart.md", HEART), media("heart.png", png(70, 80)), media("lost.png", png(9, 9)));
    assert.doesNotMatch(await panel(page).innerText(), /cards show/, "the sound is kept already");
    await page.getByRole("button", { name: "Add 2 pictures and sounds" }).click();
    await page.getByRole("heading", { name: "Pictures and sounds added" }).waitFor();
    await open(page, "#/study");
    assert.deepEqual(await painted(page, ".question img"), [70, 80]);
    await openImport(page);
    const heart = page.locator(".import-shelf > li", { hasText: "Heart" });
    await heart.locator("summary").click();
    await heart.getByRole("button", { name: "Remove this roadmap" }).click();
    await heart.waitFor({ state: "detached" });
    assert.deepEqual(await kept(page), {});
  }));

test("a folder brings its pictures: what lies nearer is meant", async () => {
  const folder = await mkdtemp(join(tmpdir(), "waymark-media-"));
  try {
    for (const name of ["a/img", "b/media", "c"]) await mkdir(join(folder, name), { recursive: true });
    const document = (id) => `---\nid: ${id}\n---\n# ${id}\n\n### What is ![it](x/dot.png)?\n\nA dot.\n`;
    await writeFile(join(folder, "a", "a.md"), document("one"));
    await writeFile(join(folder, "a", "img", "dot.png"), png(2, 1));
    await writeFile(join(folder, "b", "b.md"), document("two"));
    await writeFile(join(folder, "b", "media", "dot.png"), png(2, 2));
    await writeFile(join(folder, "c", "c.md"), document("three"));
    await withBrowser({ ...DESKTOP, serviceWorkers: "block" }, async (page) => {
      await openImport(page);
      await page.locator("[name=folder]").setInputFiles(folder);
      await page.locator(".import-actions").waitFor();
      assert.match(await panel(page).innerText(), /3 pictures and sounds come along/);
      await page.getByRole("button", { name: "Add 3 roadmaps" }).click();
      await page.getByRole("heading", { name: "3 roadmaps added" }).waitFor();
      const sizes = await kept(page);
      const [first, second] = [png(2, 1).length, png(2, 2).length];
      assert.deepEqual(sizes, { "one/dot.png": first, "three/dot.png": first, "two/dot.png": second });
      // A package knows one file of a name, and the page says so.
      await open(page, "#/export");
      await page.locator(".export-figures").waitFor();
      await page.getByRole("button", { name: "Export", exact: true }).click();
      await page.getByText("1 picture or sound is in it.").waitFor();
      await page.getByText("dot.png: another roadmap shows another file of that name").waitFor();
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test("a package brings its picture and its sound, and takes the same bytes along again", async () => {
  const folder = await mkdtemp(join(tmpdir(), "waymark-package-"));
  const brought = join(process.env.WAYMARK_SOURCES, "crates", "anki", "tests", "fixtures", "26093-current.apkg");
  const made = join(folder, "made.apkg");
  /** What the command line finds in a package. */
  const mediaIn = async (path, name) => {
    const out = join(folder, name);
    execFileSync(join(process.env.WAYMARK_SOURCES, "target", "debug", "waymark"), ["import", path, "-o", out]);
    const names = await readdir(join(out, "media"));
    return Promise.all(names.sort().map(async (file) => [file, await readFile(join(out, "media", file), "hex")]));
  };
  /** Studies until the picture is asked, and waits for it. */
  const studied = async (page, host) => {
    await openAt(page, host, "#/study");
    for (let card = 0; card < 40; card += 1) {
      await sessionState(page);
      if (await page.locator('.question .media[data-file="dot.png"]').count()) break;
      await rate(page, "4");
    }
    const [width] = await painted(page, ".question img");
    assert.ok(width > 0);
  };
  try {
    await withProfile(async (launch) => {
      const host = await new Host(built).start();
      await launch(DESKTOP, async (page) => {
        await openAt(page, host, "#/import");
        await everythingIsCached(page);
        await page.locator("[name=files]").setInputFiles(brought);
        await page.locator(".import-actions").waitFor();
        assert.match(await panel(page).innerText(), /pictures and sounds come along/);
        await page.locator(".import-actions .primary").click();
        await page.getByText(/pictures and sounds are kept in this browser/).waitFor();
        await studied(page, host);
      });
      await host.stop();
      await launch(DESKTOP, async (page) => {
        await studied(page, host);
        await openAt(page, host, "#/export");
        await page.locator(".export-figures").waitFor();
        const saved = page.waitForEvent("download");
        await page.getByRole("button", { name: "Export", exact: true }).click();
        await (await saved).saveAs(made);
        await page.getByText("2 pictures and sounds are in it.").waitFor();
      });
    });
    assert.deepEqual(await mediaIn(made, "made"), await mediaIn(brought, "brought"));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test("what does not fit is named, and the document comes without it", async () => {
  const large = Buffer.concat([png(3, 3), randomBytes(6_000_000)]);
  const heart = [file("heart.md", HEART), media("beat.wav", wav()), media("heart.png", large)];
  // The browser says how much room there is.
  await withBrowser({ ...PHONE, serviceWorkers: "block" }, async (page) => {
    await page.addInitScript(() => {
      navigator.storage.estimate = async () => ({ usage: 400_000, quota: 500_000 });
    });
    await openImport(page);
    await choose(page, ...heart);
    assert.match(await panel(page).innerText(), /1 file does not fit: .* has room for 50 KB.*heart\.png, 6\.0 MB/s);
    await add(page);
    await page.getByText("1 file was not kept.").waitFor();
    await page.getByText("heart.png: there is no room for it").waitFor();
    assert.deepEqual(Object.keys(await kept(page)), ["heart/beat.wav"]);
  });
  // It does not say, and refuses.
  await withBrowser({ ...PHONE, serviceWorkers: "block" }, async (page, browser) => {
    await openImport(page);
    const session = await browser.newCDPSession(page);
    await session.send("Storage.overrideQuotaForOrigin", { origin: new URL(site).origin, quotaSize: 2_000_000 });
    await choose(page, ...heart);
    await add(page);
    await page.getByText("1 file was not kept.").waitFor();
    await page.getByText("heart.png: there is no room for it").waitFor();
    assert.deepEqual(Object.keys(await kept(page)), ["heart/beat.wav"]);
    await open(page, "#/study");
    await page.locator(".question .media-lack").waitFor();
  });
});

test("hostile pictures and sounds do nothing", async () => {
  const folder = await mkdtemp(join(tmpdir(), "waymark-hostile-"));
  const huge = join(folder, "huge.png");
  try {
    await writeFile(huge, png(1, 1));
    await truncate(huge, 200_000_000);
    await withBrowser({ ...DESKTOP, serviceWorkers: "block", isLenient: true }, async (page, browser) => {
      const asked = [];
      browser.on("request", (request) => asked.push(request.url()));
      await page.addInitScript(() => {
        window.attacks = 0;
        window.attack = () => { window.attacks += 1; };
      });
      const attack = "top.attack()";
      const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30" onload="${attack}">
        <script>${attack}</script><image href="https://example.com/seen.png" width="9" height="9"/>
        <foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="javascript:${attack}"/></foreignObject></svg>`;
      const html = `<!doctype html><script>${attack}</script>`;
      const names = ["drawing.svg", "page.png", "cut.png", "page.mp3", "cut.wav", "huge.png", "script.js.png"];
      const shown = names.map((name) => `![${name}](../../etc/${name})`).join(" ");
      await openImport(page);
      const source = join(folder, "hostile.md");
      await writeFile(source, `# Hostile\n\n### What is ${shown}?\n\nNothing: ![x](file:///etc/passwd.png) ![y](javascript:attack().png)\n`);
      const paths = [source, huge];
      for (const [name, bytes] of [
        ["drawing.svg", drawing],
        ["page.png", html],
        ["cut.png", png(30, 30).subarray(0, 40)],
        ["page.mp3", html],
        ["cut.wav", wav().subarray(0, 20)],
        ["script.js.png", "attack()"],
      ]) {
        await writeFile(join(folder, name), bytes);
        paths.push(join(folder, name));
      }
      await page.locator("[name=files]").setInputFiles(paths);
      await page.locator(".import-actions").waitFor();
      const over = page.locator("details", { hasText: "files passed over" });
      if (!(await over.evaluate((details) => details.open))) await over.locator("summary").click();
      await over.getByText("huge.png: it is larger than 64 MB").waitFor();
      const words = await over.innerText();
      for (const name of ["page.png", "page.mp3", "script.js.png"]) {
        assert.ok(words.includes(`${name}: it is no picture or sound`), `${name}: ${words}`);
      }
      await add(page);
      await open(page, "#/study");
      await sessionState(page);
      assert.deepEqual(await painted(page, ".question img"), [40, 30]);
      for (const name of ["page.png", "huge.png", "cut.png", "cut.wav"]) {
        await page.locator(`.media[data-file="${name}"] .media-lack`).waitFor();
      }
      // Whatever lies in the store is looked at again before it is shown.
      await page.evaluate(async (html) => {
        const opened = indexedDB.open("waymark-media");
        await new Promise((done) => { opened.onsuccess = done; });
        const files = opened.result.transaction("files", "readwrite").objectStore("files");
        files.put(new TextEncoder().encode(html), ["hostile", "drawing.svg"]);
        files.put("no bytes", ["hostile", "cut.png"]);
        await new Promise((done) => { files.transaction.oncomplete = done; });
        opened.result.close();
      }, html);
      await page.reload();
      await sessionState(page);
      await page.locator('.media[data-file="drawing.svg"] .media-lack').waitFor();
      await page.locator('.media[data-file="cut.png"] .media-lack').waitFor();
      await reveal(page);
      assert.equal(await page.evaluate(() => window.attacks), 0);
      assert.equal(await page.locator("iframe, object, embed, svg script").count(), 0);
      assert.deepEqual(asked.filter((url) => !url.startsWith(site) && !url.startsWith("blob:")), []);
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
