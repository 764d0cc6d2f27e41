// Stories of the installed application: files handed over, the badge, and the offer to install.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { DESKTOP, PHONE, open, rate, stored, until, withBrowser, withProfile } from "./browser.mjs";
import { Host, built } from "./hosting.mjs";
import { everythingIsCached, openAt } from "./offline.mjs";

const TEA = "# Tea\n\n## Leaves\n\n- **Green**: not oxidised.\n";

/** Sends a form as the system does when another application shares something. */
async function share(page, host, { text, files }) {
  await page.evaluate(
    ({ action, text, files }) => {
      const form = document.createElement("form");
      Object.assign(form, { action, method: "post", enctype: "multipart/form-data" });
      const field = (name, type) => {
        const input = Object.assign(document.createElement("input"), { name, type });
        form.append(input);
        return input;
      };
      field("title", "text").value = "Notes of today";
      field("text", "text").value = text;
      const given = new DataTransfer();
      for (const [name, content] of files) given.items.add(new File([content], name));
      const input = field("documents", "file");
      input.multiple = true;
      input.files = given.files;
      document.body.append(form);
      form.submit();
    },
    { action: `${host.url}share`, text, files },
  );
  await page.locator(".import-actions").waitFor();
}

test("what another application shares arrives at the import page, also without a host", () =>
  withProfile(async (launch) => {
    const host = await new Host(built, "/some/folder/").start();
    await launch(PHONE, async (page) => {
      await openAt(page, host);
      await everythingIsCached(page);
      await until(page, () => Boolean(navigator.serviceWorker.controller));
      await host.stop();
      host.asked = [];
      await share(page, host, { text: "", files: [["tea.md", TEA], ["deck.apkg", "PK"]] });
      assert.equal(new URL(page.url()).hash, "#/import");
      await page.getByRole("heading", { name: "1 document read" }).waitFor();
      await page.getByText(/deck\.apkg: this is no Anki package/).waitFor();
      // What was handed over once is not handed over again.
      await page.reload();
      await page.getByText("Choose files").waitFor();
      assert.equal(await page.locator(".import-actions").count(), 0);
      // A text without a title of its own is called by the title of what was shared.
      await share(page, host, { text: "- **Black**: fully oxidised.", files: [] });
      await page.getByText("Notes of today").first().waitFor();
      await page.getByRole("button", { name: "Add to my roadmaps" }).click();
      await page.getByRole("heading", { name: "1 roadmap added" }).waitFor();
    });
    assert.deepEqual(host.asked, []);
  }));

test("a file that is opened with the application arrives at the import page", () =>
  withBrowser({ ...DESKTOP, serviceWorkers: "block" }, async (page) => {
    // A page cannot be launched with a file by a script, so the queue is a stand-in.
    await page.addInitScript((text) => {
      const handle = { getFile: async () => new File([text], "tea.md") };
      const queue = {
        setConsumer: (take) => {
          take({ targetURL: location.href, files: [] });
          window.launch = (target) => take({ targetURL: target, files: [handle] });
          window.launchAt = (target) => take({ targetURL: target, files: [] });
        },
      };
      Object.defineProperty(window, "launchQueue", { value: queue });
    }, TEA);
    await open(page);
    await until(page, () => "launch" in window);
    await page.evaluate(() => window.launch(location.href));
    await page.getByRole("heading", { name: "1 document read" }).waitFor();
    // A shortcut leads to its page, in the window that is open.
    await page.evaluate(() => window.launchAt(new URL("./#/study", location.href).href));
    await page.locator(".question").waitFor();
    // The application's own address leaves the learner where they are.
    await page.evaluate(() => window.launchAt(new URL("./", location.href).href));
    assert.equal(await page.locator(".question").count(), 1);
  }));

test("the badge shows what is due, and goes with it", () =>
  withBrowser({ ...DESKTOP, serviceWorkers: "block" }, async (page) => {
    await page.addInitScript(() => {
      window.badges = [];
      navigator.setAppBadge = async (number) => void window.badges.push(number);
      navigator.clearAppBadge = async () => void window.badges.push(0);
    });
    await open(page, "#/settings");
    await page.locator("[name=new-per-day]").fill("1");
    await page.locator("[name=new-per-day]").press("Tab");
    await open(page, "#/study");
    // Again brings the card back the same day: one is due until it is good.
    await rate(page, "1");
    await until(page, () => window.badges.at(-1) === 1);
    await rate(page, "3");
    await page.locator(".finish").waitFor();
    await until(page, () => window.badges.at(-1) === 0);
  }));

/** Goes through a session of one card. */
async function studyAll(page) {
  await open(page, "#/settings");
  await page.locator("[name=new-per-day]").fill("1");
  await page.locator("[name=new-per-day]").press("Tab");
  await open(page, "#/study");
  await rate(page, "4");
  await page.locator(".finish").waitFor();
}

const offer = (page) => page.getByRole("region", { name: "Keep Waymark on this device" });

test("installing is offered after a session, asked once, and never again after a no", () =>
  withBrowser({ ...DESKTOP, serviceWorkers: "block" }, async (page) => {
    await page.addInitScript(() => {
      window.prompts = 0;
      window.persists = 0;
      StorageManager.prototype.persisted = async () => false;
      StorageManager.prototype.persist = async () => ((window.persists += 1), false);
      addEventListener("load", () => setTimeout(() => {
        const event = new Event("beforeinstallprompt", { cancelable: true });
        event.prompt = async () => void (window.prompts += 1);
        dispatchEvent(event);
        window.isKept = event.defaultPrevented;
      }, 500));
    });
    await open(page);
    await until(page, () => window.isKept);
    assert.equal(await offer(page).count(), 0, "not before a session");
    await studyAll(page);
    await offer(page).getByRole("button", { name: "Install" }).click();
    assert.equal(await page.evaluate(() => window.prompts), 1);
    await offer(page).waitFor({ state: "detached" });
    assert.equal(await page.evaluate(() => window.persists), 1);
    await page.evaluate(() => {
      const event = new Event("beforeinstallprompt", { cancelable: true });
      event.prompt = async () => {};
      dispatchEvent(event);
    });
    await offer(page).getByRole("button", { name: "Not now" }).click();
    await offer(page).waitFor({ state: "detached" });
    assert.equal((await stored(page))["waymark/install-offer"], "dismissed");
    await page.reload();
    await until(page, () => window.isKept);
    assert.equal(await page.evaluate(() => document.documentElement.dataset.install), undefined);
  }));

test("on iOS the words come with the backup that goes before", () =>
  withBrowser({
    ...PHONE,
    serviceWorkers: "block",
    userAgent: "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1",
  }, async (page) => {
    // There is no such event on iOS; this browser says something else than it is.
    await page.addInitScript(() =>
      addEventListener("beforeinstallprompt", (event) => event.stopImmediatePropagation(), true),
    );
    await studyAll(page);
    await offer(page).getByText("Save a backup first").waitFor();
    const saved = page.waitForEvent("download");
    await offer(page).getByRole("button", { name: "Download backup" }).click();
    assert.match((await saved).suggestedFilename(), /^waymark-.*\.json$/);
  }));

test("the manifest names files that are there, as large as it says, and nothing absolute", () =>
  withBrowser(DESKTOP, async (page) => {
    const manifest = JSON.parse(await readFile(join(built, "manifest.webmanifest"), "utf8"));
    const names = await readdir(built);
    const pictures = [...manifest.icons, ...manifest.screenshots];
    await open(page);
    for (const { src, sizes } of pictures) {
      assert.ok(names.includes(src), src);
      const size = await page.evaluate(async (src) => {
        const image = new Image();
        image.src = src;
        await image.decode();
        return `${image.naturalWidth}x${image.naturalHeight}`;
      }, src);
      if (sizes !== "any") assert.equal(size, sizes, src);
    }
    const addresses = [
      manifest.start_url, manifest.scope, manifest.share_target.action,
      ...manifest.shortcuts.map((shortcut) => shortcut.url),
      ...manifest.file_handlers.map((handler) => handler.action),
    ];
    for (const address of addresses) assert.match(address, /^\.\//);
    // Chromium reads the manifest and finds nothing to complain about.
    const session = await page.context().newCDPSession(page);
    const { errors } = await session.send("Page.getAppManifest");
    assert.deepEqual(errors, []);
    const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
    assert.deepEqual(installabilityErrors, []);
  }));
