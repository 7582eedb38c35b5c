// Keeps pages of one language for reading without a network. Its scope is the language's own addresses, nothing else's.
const SHELL = {{ shell }};
const WORDS = {{ words }};
const HOME = new URL(self.registration.scope).pathname;
const WORD = HOME.slice(1, -1);
const OFFLINE = `${HOME}offline/`, WITHDRAWN = `${OFFLINE}withdrawn.json`;
// What was saved stays until it is taken away; the day's stories and the last pages read go by themselves.
const SAVED = `offline:saved:${HOME}`, DAY = `offline:day:${HOME}`, READ = `offline:read:${HOME}`, PAGE = `offline:page:${HOME}`, FILES = `offline:files:${HOME}`;
const PICTURES = `offline:pictures:${HOME}`; // the lead pictures of what was saved, each under the address of its story
const MOST = { [SAVED]: 50, [PICTURES]: 50, [DAY]: 10, [READ]: 30, [FILES]: 40 };
const MINUTE = 60e3, HOUR = 60 * MINUTE, PATIENCE = 3e3, REFRESH = 24 * HOUR, LONGEST = 72 * HOUR;
const HASHED = /\.[0-9a-f]{8,}\.\w+$/;
const STORY = new RegExp(`^${HOME}(\\d+)/`);
const LEAD = /<figure class="article__photo">[^]*? src="(\/media\/\w+\/)([^"]+)"/;
const FOLDER = /^\/media\/\w+\//;

const path = (request) => new URL(request.url ?? request, location.href).pathname;
const age = (response) => Date.now() - Date.parse(response.headers.get("date"));
const isOld = (response, limit) => !response || !(age(response) < limit); // no date is old

const put = async (name, request, response) => {
  const cache = await caches.open(name);
  await cache.put(request, response);
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - MOST[name])).map((key) => cache.delete(key)));
};
const held = async (name, request) => (await caches.open(name)).match(request, { ignoreVary: true });
const forget = (request) => Promise.all([SAVED, PICTURES, DAY, READ].map(async (name) => (await caches.open(name)).delete(request, { ignoreVary: true })));

// The copy of a page, unless it is too old to show. What somebody saved is never too old; it says when it was kept.
const copyOf = async (address) => {
  const saved = await held(SAVED, address);
  if (saved) return saved;
  for (const name of [READ, DAY]) {
    const copy = await held(name, address);
    if (copy && !isOld(copy, LONGEST)) return copy;
    if (copy) await (await caches.open(name)).delete(address);
  }
};

// A kept page never looks like a fresh one.
const marked = async (copy, why) => {
  const when = decodeURIComponent(copy.headers.get("x-written") || "");
  const note = `<p class="preview-note wrap" role="status">${WORDS[WORD][why].replace("{when}", when)}</p>`;
  const headers = new Headers(copy.headers);
  for (const name of ["content-encoding", "content-length"]) headers.delete(name);
  return new Response((await copy.text()).replace(/<main\b/, `${note}$&`), { headers });
};

const isPage = (response) => response.ok && /^text\/html/.test(response.headers.get("content-type")) && !/no-store/.test(response.headers.get("cache-control"));

// Of a saved story whose lead picture is another one now, or none, the old one goes and the new one comes, in the size kept before.
const illustrate = async (address, html) => {
  const [, folder, size] = LEAD.exec(html) ?? [], old = await held(PICTURES, address);
  if (old && path(old).startsWith(folder)) return;
  await (await caches.open(PICTURES)).delete(address);
  const picture = folder && await fetch(folder + (old ? path(old).split("/").pop() : size));
  if (picture?.ok) await put(PICTURES, address, picture);
};
const renew = async (name, address, response) => {
  if (name === SAVED) await illustrate(address, await response.clone().text()).catch(() => {});
  await put(name, address, response);
};

// Whatever the server says of a page holds for its copies too.
const learn = async (address, response) => {
  if (response.status === 404 || response.status === 410) return forget(address);
  if (!isPage(response)) return;
  const names = [];
  for (const name of [SAVED, DAY]) if (await held(name, address)) names.push(name);
  for (const name of names.length ? names : [READ]) await renew(name, address, response.clone());
};

const fetchAnew = async (name, address) => {
  const response = await fetch(address, { cache: "no-cache" });
  if (response.status === 404 || response.status === 410) return forget(address);
  if (!isPage(response)) return;
  if (response.redirected) await forget(address);
  await renew(name, response.redirected ? path(response) : address, response);
};

// The page of what the device has, the day's stories on it, and what was saved: once a day.
const refresh = async () => {
  const response = await fetch(OFFLINE, { cache: "no-cache" });
  if (!isPage(response)) return;
  await (await caches.open(PAGE)).put(OFFLINE, response.clone());
  if (navigator.connection?.saveData) return;
  const day = [...(await response.text()).matchAll(/<a data-day href="([^"]+)"/g)].map((match) => match[1]);
  const saved = (await (await caches.open(SAVED)).keys()).map(path);
  for (const key of await (await caches.open(DAY)).keys()) if (!day.includes(path(key))) await (await caches.open(DAY)).delete(key);
  for (const address of day) await fetchAnew(DAY, address).catch(() => {});
  for (const address of saved) await fetchAnew(SAVED, address).catch(() => {});
};

// The server was reached: what it has withdrawn meanwhile goes, at most once a minute; then whatever is due.
const contact = async () => {
  if (isOld(await held(PAGE, WITHDRAWN), MINUTE)) {
    const response = await fetch(WITHDRAWN, { cache: "no-cache" });
    if (response.ok) {
      const { withdrawn } = await response.clone().json();
      await (await caches.open(PAGE)).put(WITHDRAWN, response);
      for (const name of [SAVED, PICTURES, DAY, READ]) {
        const cache = await caches.open(name);
        for (const key of await cache.keys()) if (withdrawn.includes(Number(STORY.exec(path(key))?.[1]))) await cache.delete(key);
      }
    }
  }
  if (isOld(await held(PAGE, OFFLINE), REFRESH)) await refresh();
};

const instead = async (address) => {
  const list = await held(PAGE, OFFLINE);
  return list ? marked(list, address === OFFLINE ? "offline" : "missing") : Response.error();
};

const isBroken = (response) => response.status >= 500; // the server is there, the page is not: a copy is better

// The network first, for as long as somebody waits; then the copy; then the page of what is there.
const answer = async (address, network) => {
  const copy = await copyOf(address);
  if (!copy) return network.catch(() => instead(address));
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, "slow"));
  const first = await Promise.race([network, late]).catch(() => "offline");
  if (typeof first === "string") return marked(copy, first);
  return isBroken(first) ? marked(copy, "failing") : first;
};

const file = async (request) => {
  const isLasting = HASHED.test(path(request));
  const copy = await held(FILES, request);
  if (copy && isLasting) return copy;
  try {
    const response = await fetch(request);
    if (response.ok) await put(FILES, request, response.clone());
    return copy && isBroken(response) ? copy : response;
  } catch (error) {
    if (copy) return copy;
    throw error;
  }
};

// Without a network, the picture of a saved story in the size that was kept, whichever is asked for.
const picture = async (request) => {
  const response = await fetch(request).catch(() => Response.error());
  if (response.type !== "error" && !isBroken(response)) return response;
  const [folder] = FOLDER.exec(path(request)) ?? [];
  return (await (await caches.open(PICTURES)).matchAll()).find((kept) => path(kept).startsWith(folder)) ?? response;
};

self.addEventListener("install", (event) => event.waitUntil((async () => {
  for (const address of SHELL[WORD]) {
    const response = await fetch(address);
    if (response.ok) await put(FILES, address, response);
  }
  await refresh();
  await fetchAnew(READ, HOME).catch(() => {}); // it was read before there was a worker
  await self.skipWaiting();
})()));

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event, { origin, pathname, search } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (pathname.startsWith("/static/")) return event.respondWith(file(request));
  if (pathname.startsWith("/media/")) return event.respondWith(picture(request));
  if (request.mode !== "navigate" || !pathname.startsWith(HOME) || pathname.startsWith(`${HOME}search/`)) return;
  const address = new URLSearchParams(search).has("before") ? pathname + search : pathname; // of a list's later page; else what was added changes nothing
  const network = fetch(request);
  event.waitUntil(network.then(async (response) => {
    if (address !== OFFLINE) await learn(address, response.clone());
    await contact();
  }).catch(() => {}));
  event.respondWith(answer(address, network));
});
