// A browser that can be killed: the whole of it, or the process of one page.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { FLAGS } from "./browser.mjs";

/** Starts a browser on `profile`, and gives it with the ways to end it. */
export async function start(profile) {
  const port = join(profile, "DevToolsActivePort");
  await rm(port, { force: true });
  const process_ = spawn(
    process.env.CHROMIUM,
    [...FLAGS, "--headless=new", "--remote-debugging-port=0", `--user-data-dir=${profile}`, "about:blank"],
    { stdio: "ignore", detached: true },
  );
  const gone = new Promise((resolve) => process_.once("exit", resolve));
  const address = await eventually(async () => {
    const [number] = (await readFile(port, "utf8").catch(() => "")).split("\n");
    return number && `http://127.0.0.1:${number}`;
  });
  const browser = await chromium.connectOverCDP(address);
  const [context] = browser.contexts();
  return {
    context,
    page: context.pages()[0] ?? (await context.newPage()),
    /** Ends every process of the browser at once. */
    async kill() {
      process.kill(-process_.pid, "SIGKILL");
      await gone;
      await browser.close().catch(() => {});
    },
    /** Ends the processes that run pages; the browser itself lives on. */
    async killPages() {
      const session = await browser.newBrowserCDPSession();
      const { processInfo } = await session.send("SystemInfo.getProcessInfo");
      const pages = processInfo.filter(({ type }) => type === "renderer");
      assert.ok(pages.length > 0, "there is a page to kill");
      for (const { id } of pages) process.kill(id, "SIGKILL");
    },
    /** Ends the browser as a person does. */
    async close() {
      const session = await browser.newBrowserCDPSession();
      await session.send("Browser.close").catch(() => {});
      await gone;
    },
  };
}

/** What `look` finds as soon as it finds something. */
export async function eventually(look, what = "what was waited for") {
  for (const until = Date.now() + 20_000; Date.now() < until; ) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`${what} did not come`);
}
