// The service worker: Waymark works without a network, and every page of it runs on the files of
// one version.
//
// `cargo xtask build` puts the list of the build before this text: BUILD.version, the hash of
// everything below; BUILD.first, what a page needs to start; BUILD.later, what only the import
// page needs; BUILD.asked, what few learners ever need, which is fetched when it is asked for; BUILD.plain, files without a hash in their names (the browser looks for the icons of
// the manifest whenever a page starts). All addresses are relative to the
// folder that this file is in.
"use strict";

const SCOPE = self.registration.scope;
// Other applications of this origin have caches too, and perhaps another Waymark is one of them.
const OURS = `waymark ${SCOPE} `;
const CACHE = OURS + BUILD.version;
const SHARED = `waymark-shared ${SCOPE}`;
const LISTED = new Set([...BUILD.first, ...BUILD.later, ...BUILD.asked, ...BUILD.plain]);
// A name with the hash of its content: the same file, whichever version has fetched it.
const HASHED = /-[0-9a-f]{12,16}(_bg)?\.[a-z]+$/;

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", (event) => {
  const act = MESSAGES[event.data];
  if (act) event.waitUntil(act(event.source));
});
self.addEventListener("fetch", (event) => {
  const answer = answerTo(event.request);
  if (answer) event.respondWith(answer);
});

const MESSAGES = {
  // The learner's word; nothing else ends the wait while pages run.
  "take-over": () => self.skipWaiting(),
  // A page that has just been opened, and that nobody has touched yet, asks for this.
  "take-over-if-alone": async (page) => {
    if ((await windows()).length <= 1) await self.skipWaiting();
    else page.postMessage("not-alone");
  },
  // A page is up and has nothing to do.
  idle: async () => {
    await tidy();
    await fetchLater();
  },
};

/** Fetches everything that a page needs to start, or leaves nothing behind. */
async function install() {
  const others = await otherCaches();
  const cache = await caches.open(CACHE);
  try {
    // Who could import without a network, or weigh the evidence, can do so after an update.
    const had = await programs(others);
    const wanted = [
      ...BUILD.first,
      ...(had.has("importer") ? BUILD.later : []),
      ...BUILD.asked.filter((name) => had.has(program(name))),
    ];
    await Promise.all([
      keepThePage(cache),
      ...BUILD.plain.map(async (name) => cache.put(SCOPE + name, await theFile(name, "no-cache"))),
      ...wanted.map((name) => keep(cache, name)),
    ]);
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
  await replaceStuck();
}

/**
 * Takes over without being asked where pages are open and none of them has come to life: they are
 * what a broken version left, and nobody studies in them.
 */
async function replaceStuck() {
  if (!self.registration.active || !self.navigator.locks) return;
  const areDead = async () => (await windows()).length > 0 && (await versionsInUse()).length === 0;
  if (!(await areDead())) return;
  await new Promise((done) => setTimeout(done, 5_000));
  if (!(await areDead())) return;
  isReplacing = true;
  await self.skipWaiting();
}

let isReplacing = false;

async function activate() {
  // On a first visit the page came without a worker; it is of this version.
  await self.clients.claim();
  await tidy();
  if (isReplacing) await Promise.all((await windows()).map((page) => page.navigate(page.url)));
}

async function keepThePage(cache) {
  const response = await fetch(SCOPE, { cache: "no-cache" });
  check(response, SCOPE);
  // While files are being uploaded, the page may be older or newer than this worker.
  if (!(await response.clone().text()).includes(BUILD.version)) {
    throw new Error("the page is of another version");
  }
  await cache.put(SCOPE, response);
}

async function keep(cache, name) {
  await cache.put(SCOPE + name, (await stored(name)) ?? (await fetched(name)));
}

async function fetched(name) {
  try {
    return await theFile(name, "default");
  } catch {
    // The browser may have kept a wrong answer for as long as it would keep the file.
    return theFile(name, "reload");
  }
}

async function theFile(name, cache) {
  const response = await fetch(SCOPE + name, { cache });
  check(response, name);
  // Some hosts answer with a page where a file is missing.
  if ((response.headers.get("content-type") ?? "").startsWith("text/html")) {
    throw new Error(`${name}: a page came in its place`);
  }
  return response;
}

function check(response, name) {
  // A page that was redirected cannot answer a navigation.
  if (!response.ok || response.redirected) throw new Error(`${name}: status ${response.status}`);
}

/** What to answer; `undefined` leaves the request to the browser. */
function answerTo(request) {
  if (!request.url.startsWith(SCOPE)) return undefined;
  const name = request.url.slice(SCOPE.length).split(/[?#]/, 1)[0];
  if (request.method === "POST") return name === "share" ? takeShared(request) : undefined;
  if (request.method !== "GET") return undefined;
  if (request.mode === "navigate") {
    // Whatever else is in this folder is not ours to answer for.
    return name === "" || name === "index.html" ? thePage(request) : undefined;
  }
  return LISTED.has(name) || HASHED.test(name) ? file(request, name) : undefined;
}

async function thePage(request) {
  return (await caches.match(SCOPE, { cacheName: CACHE, ignoreVary: true })) ?? fetch(request);
}

async function file(request, name) {
  const known = await stored(name);
  if (known) return known;
  const response = await fetch(request);
  if (LISTED.has(name) && response.ok) {
    const cache = await caches.open(CACHE);
    await cache.put(SCOPE + name, response.clone());
  }
  return response;
}

/** The file from the cache of this version, or from that of another which pages still run on. */
async function stored(name) {
  const among = HASHED.test(name) ? [CACHE, ...(await otherCaches())] : [CACHE];
  for (const cacheName of among) {
    const found = await caches.match(SCOPE + name, { cacheName, ignoreVary: true });
    if (found) return found;
  }
  return undefined;
}

async function otherCaches() {
  const names = await caches.keys();
  return names.filter((name) => name.startsWith(OURS) && name !== CACHE);
}

/** The program that a file is of. */
const program = (name) => name.split("-", 1)[0];

/** The programs of which these caches have a file. */
async function programs(cacheNames) {
  const known = new Set();
  for (const name of cacheNames) {
    const kept = await (await caches.open(name)).keys();
    for (const { url } of kept) known.add(program(url.slice(SCOPE.length)));
  }
  return known;
}

async function fetchLater() {
  const cache = await caches.open(CACHE);
  for (const name of BUILD.later) {
    if (await cache.match(SCOPE + name, { ignoreVary: true })) continue;
    try {
      await keep(cache, name);
    } catch {
      // Without a network now; the next page that is idle asks again.
      return;
    }
  }
}

/** Deletes the caches of versions that no page runs on. */
async function tidy() {
  const others = await otherCaches();
  // One of them may belong to the version that comes next.
  const { installing, waiting } = self.registration;
  if (others.length === 0 || installing || waiting) return;
  const pages = await windows();
  const held = await versionsInUse();
  // A page that is still loading holds no lock yet, and nobody knows what it will ask for.
  if (held.length < pages.length) return;
  for (const name of others) {
    if (!held.includes(name)) await caches.delete(name);
  }
}

/** The cache of each page's version: a lock of that name is held as long as the page lives. */
async function versionsInUse() {
  const locks = (await self.navigator.locks?.query())?.held ?? [];
  return locks.map((lock) => lock.name).filter((name) => name.startsWith(OURS));
}

async function windows() {
  const all = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  return all.filter((page) => page.url.startsWith(SCOPE));
}

/** Puts what another application shares where the import page looks for it. */
async function takeShared(request) {
  const form = await request.formData();
  const files = form.getAll("documents").filter((part) => part instanceof File);
  const text = ["text", "url"].map((field) => form.get(field)).filter(Boolean).join("\n\n");
  if (text) {
    const title = `${form.get("title") || "Shared text"}`.replaceAll("/", " ");
    files.push(new File([text], `${title}.md`));
  }
  const cache = await caches.open(SHARED);
  for (const [place, shared] of files.entries()) {
    const headers = { "x-name": encodeURIComponent(shared.name) };
    await cache.put(`${SCOPE}shared/${Date.now()}-${place}`, new Response(shared, { headers }));
  }
  return Response.redirect(`${SCOPE}#/import`, 303);
}
