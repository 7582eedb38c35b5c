// Reading without a network is switched off: what was kept goes, and so does the worker.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  await Promise.all((await caches.keys()).filter((name) => name.startsWith("offline:")).map((name) => caches.delete(name)));
  await self.registration.unregister();
})()));
