// The way out: uploaded under the name service-worker.js, this takes the place of any worker, and
// then removes itself and everything that workers have cached here. The learner's history is not
// in these caches. docs/hosting.md says when to use it.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(remove()));

async function remove() {
  const scope = self.registration.scope;
  for (const name of await caches.keys()) {
    if (name.startsWith(`waymark ${scope} `)) await caches.delete(name);
  }
  await self.registration.unregister();
  for (const page of await self.clients.matchAll({ type: "window", includeUncontrolled: true })) {
    if (page.url.startsWith(scope)) await page.navigate(page.url);
  }
}
