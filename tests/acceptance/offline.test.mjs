// Stories without a network: what was opened once works when the host is gone.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { DESKTOP, PHONE, rate, sessionState, stored, until, withProfile } from "./browser.mjs";
import { Host, built, withCopy } from "./hosting.mjs";
import { add, choose, file } from "./importing.mjs";
import { everythingIsCached, openAt } from "./offline.mjs";

const TEA = "# Tea\n\n## Leaves\n\n- **Green**: not oxidised.\n- **Black**: fully oxidised.\n";

/** Writes what becomes of the worker that the page registers into `window.states`. */
function followWorkers(page) {
  return page.addInitScript(() => {
    window.states = [];
    const { register } = ServiceWorkerContainer.prototype;
    ServiceWorkerContainer.prototype.register = async function (...given) {
      const registration = await register.apply(this, given);
      const worker = registration.installing;
      worker?.addEventListener("statechange", () => window.states.push(worker.state));
      return registration;
    };
  });
}

for (const prefix of ["/", "/some/folder/"]) {
  test(`after one visit everything works without a host, at ${prefix}`, () =>
    withProfile(async (launch) => {
      const host = await new Host(built, prefix).start();
      await launch(PHONE, async (page) => {
        await openAt(page, host);
        await everythingIsCached(page);
      });
      await host.stop();
      host.asked = [];

      let kept;
      await launch(DESKTOP, async (page) => {
        await openAt(page, host, "#/study");
        for (let card = 0; card < 3; card += 1) await rate(page);
        kept = await stored(page);
        await openAt(page, host, "#/roadmap/kubernetes-foundations");
        await page.locator(".roadmap-introduction p").first().waitFor();
        await openAt(page, host, "#/import");
        await page.getByText("Choose files").waitFor();
        await choose(page, file("tea.md", TEA));
        await add(page);
        await openAt(page, host, "#/settings");
        const saved = page.waitForEvent("download");
        await page.getByRole("button", { name: "Download backup" }).click();
        const backup = JSON.parse(await readFile(await (await saved).path(), "utf8"));
        const facts = backup.runs.flatMap((run) => run.events.map(([, fact]) => fact));
        assert.equal(facts.filter((fact) => fact.r).length, 3);
        await openAt(page, host, "#/export");
        const made = page.waitForEvent("download");
        await page.getByRole("button", { name: "Export", exact: true }).click();
        const path = await (await made).path();
        const bytes = await readFile(path);
        assert.deepEqual([...bytes.subarray(0, 2)], [0x50, 0x4b], "a package is an archive");
        // And it is read: what is here already is nothing new.
        await openAt(page, host, "#/import");
        await page.getByText("Choose files").waitFor();
        const mimeType = "application/octet-stream";
        await page.locator("[name=files]").setInputFiles({ name: "own.apkg", mimeType, buffer: bytes });
        await page.getByText("It brings no history that is not here already.").waitFor();
      });
      // And once more: what was done without a host is there after the next start without one.
      await launch(DESKTOP, async (page) => {
        await openAt(page, host);
        await page.getByRole("link", { name: /^Tea/ }).waitFor();
        const now = await stored(page);
        for (const [key, text] of Object.entries(kept)) {
          if (key.startsWith("waymark/journal/")) assert.ok(now[key]?.length >= text.length, key);
        }
      });
      assert.deepEqual(host.asked, []);
    }));
}

test("the worker is fetched when the page is up, and the importer after it", () =>
  withProfile(async (launch) => {
    const host = await new Host(built).start();
    let isUp = false;
    const early = [];
    host.instead = (name) => {
      if (!isUp && /service-worker|importer-|texts-/.test(name)) early.push(name);
    };
    await launch(DESKTOP, async (page) => {
      // The roadmaps are the last thing that the first page waits for.
      await page.route(/roadmaps-/, async (route) => {
        await new Promise((done) => setTimeout(done, 1_000));
        isUp = true;
        await route.continue();
      });
      await openAt(page, host);
      await everythingIsCached(page);
      // The first worker is no update of anything.
      assert.equal(await page.evaluate(() => document.documentElement.dataset.update), undefined);
    });
    await host.stop();
    assert.deepEqual(early, []);
    const at = (what) => host.asked.findIndex((name) => what.test(name));
    assert.ok(at(/^service-worker\.js$/) > at(/roadmaps-/));
    assert.ok(at(/^importer-/) > at(/^service-worker\.js$/));
  }));

test("a file that does not arrive leaves no half of a version", () =>
  withProfile(async (launch) => {
    const host = await new Host(built).start();
    // Asked for by the worker alone: the page has had it by then.
    const broken = (name) => name.startsWith("icon-") && name.endsWith(".svg");
    host.instead = (name) => broken(name) ? { type: "text/html", body: "<p>not here" } : undefined;
    await launch(DESKTOP, async (page) => {
      await followWorkers(page);
      await openAt(page, host);
      await until(page, () => window.states.includes("redundant"));
      assert.deepEqual(await page.evaluate(() => caches.keys()), []);
      host.instead = () => undefined;
      await page.reload();
      await everythingIsCached(page);
    });
    await host.stop();
  }));

test("while files are uploaded, a page of another version is not taken for one's own", () =>
  withCopy((copy) =>
    withProfile(async (launch) => {
      const host = await new Host(copy).start();
      const worker = await readFile(`${copy}/service-worker.js`, "utf8");
      // The new worker is there already, the new page is not.
      const newer = worker.replace(/"version":"[0-9a-f]+"/, '"version":"00000000000000aa"');
      host.instead = (name) =>
        name === "service-worker.js" ? { type: "text/javascript", body: newer } : undefined;
      await launch(DESKTOP, async (page) => {
        await followWorkers(page);
        await openAt(page, host);
        await until(page, () => window.states.includes("redundant"));
        assert.deepEqual(await page.evaluate(() => caches.keys()), []);
        host.instead = () => undefined;
        await page.reload();
        await everythingIsCached(page);
        assert.equal((await page.evaluate(() => caches.keys())).length, 1);
        await openAt(page, host, "#/study");
        await sessionState(page);
      });
      await host.stop();
    })));
