// A static host that a test can stop, and sites of other versions to upload to it.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { promisify } from "node:util";

/** The site that was built. */
export const built = process.env.WAYMARK_SITE;

const TYPES = {
  ".bin": "application/octet-stream",
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".webp": "image/webp",
};

/** A host that serves one folder below `prefix`, at the same port whenever it runs. */
export class Host {
  constructor(folder, prefix = "/") {
    this.folder = folder;
    this.prefix = prefix;
    this.port = 0;
    /** The names that were asked for. */
    this.asked = [];
    /** Called for each name; what it returns is answered in the place of the file. */
    this.instead = () => undefined;
  }

  async start() {
    this.server = createServer((request, response) => this.#answer(request, response));
    await new Promise((done) => this.server.listen(this.port, "127.0.0.1", done));
    this.port = this.server.address().port;
    return this;
  }

  async stop() {
    const closed = new Promise((done) => this.server.close(done));
    this.server.closeAllConnections();
    await closed;
  }

  get url() {
    return `http://127.0.0.1:${this.port}${this.prefix}`;
  }

  async #answer(request, response) {
    const { pathname } = new URL(request.url, this.url);
    const name = pathname.startsWith(this.prefix) ? pathname.slice(this.prefix.length) : null;
    this.asked.push(name ?? pathname);
    const caching = /-[0-9a-f]{12,16}\.[a-z]+$/.test(pathname) ? "max-age=31536000, immutable" : "no-cache";
    const send = (status, type, body) => {
      response.writeHead(status, { "content-type": type, "cache-control": caching });
      response.end(body);
    };
    const instead = name === null ? undefined : await this.instead(name);
    if (instead !== undefined) return send(instead.status ?? 200, instead.type, instead.body);
    try {
      assert.notEqual(name, null, "outside of the folder");
      const file = name === "" ? "index.html" : name;
      send(200, TYPES[extname(file)] ?? "application/octet-stream", await readFile(join(this.folder, file)));
    } catch {
      send(404, "text/plain", "there is no such file");
    }
  }
}

/** Runs `story` with a copy of the site that it may change. */
export async function withCopy(story) {
  const parent = await mkdtemp(join(tmpdir(), "waymark-site-"));
  const copy = join(parent, "site");
  await cp(built, copy, { recursive: true, filter: (path) => !/\.(br|gz)$/.test(path) });
  try {
    return await story(copy);
  } finally {
    await rm(parent, { recursive: true, force: true });
  }
}

/**
 * Makes another version of the site in `folder`: each style sheet with a comment, under another name,
 * and a new list. The old files are gone, as after an upload that mirrors.
 */
export async function renew(folder, comment) {
  const page = join(folder, "index.html");
  let text = await readFile(page, "utf8");
  for (const name of (await readdir(folder)).filter((name) => name.endsWith(".css"))) {
    const hash = [...`${comment}${name}`].reduce((sum, c) => (sum * 31n + BigInt(c.charCodeAt(0))) % (1n << 60n), 7n);
    const renamed = name.replace(/-[0-9a-f]+\.css$/, `-${hash.toString(16).padStart(16, "0")}.css`);
    const style = await readFile(join(folder, name), "utf8");
    await writeFile(join(folder, name), `${style}\n/* ${comment} */\n`);
    await rename(join(folder, name), join(folder, renamed));
    text = text.replace(name, renamed);
  }
  await writeFile(page, text);
  await promisify(execFile)(process.env.WAYMARK_XTASK, ["relist", folder], { cwd: process.env.WAYMARK_SOURCES });
  return version(folder);
}

/** The version of the site in `folder`. */
export async function version(folder) {
  const page = await readFile(join(folder, "index.html"), "utf8");
  const [, found] = /<meta content="([0-9a-f]{16})" name="build">/.exec(page) ?? [];
  assert.ok(found, "the page names its version");
  return found;
}
