// Writing without fear: what is typed is kept in this browser at once and on the server within seconds, and who else
// writes here is told. This browser holds only what the server has not: so logging out leaves nothing behind that is
// kept there, and takes away nothing that is not. A copy that nobody came back for goes after 14 days.
const PAUSE = 2000, LONGEST = 10_000, BEAT = 15_000, OLD = 14 * 24 * 3600 * 1000;
const place = document.getElementById("writing");
const form = document.querySelector(".variant-form");
const status = document.querySelector("[data-kept]");
const { address, person, variant, now } = place.dataset;
const skew = Date.now() - 1000 * now; // moments are told by the server's clock
const key = (base) => `words:${person}:${variant}:${base}`;
const base = form.elements.expected_head?.value;
// Each open page has a name, and its words a copy of their own: two windows of one person cannot overwrite each other.
// The attribute is the server's; the value may be one that the browser put back into another page.
const { window: own } = form.elements;
own.value = own.getAttribute("value") || [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const here = `${key(base)}:${own.value}`;
// Pages of this browser that were just left: their words are offered, and nobody need be warned of them.
const LEFT = "left:", LATELY = 120_000;
const leftPages = () => {
  const found = [];
  try {
    for (const name of Object.keys(localStorage).filter((one) => one.startsWith(LEFT))) {
      if (Date.now() - localStorage.getItem(name) > LATELY) localStorage.removeItem(name);
      else found.push(name.slice(LEFT.length));
    }
  } catch { /* no storage: then they are warned of */ }
  return found;
};
const isOpenAgain = () => { try { localStorage.removeItem(LEFT + own.value); } catch { /* no storage */ } };
isOpenAgain();
navigator.locks?.request(`window:${own.value}`, () => new Promise(() => {})); // says that this page is open
let isWriting = place.dataset.mode === "write";
let isTouched = "unsaved" in place.dataset, isSubmitting = false, isOut = false, hasReturned = false;
let sent = null, busy = null, soon, pause, longest;

const fields = () => Object.fromEntries([...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken"));
const current = () => JSON.stringify(fields());
const isUnsent = () => isTouched && current() !== sent;

// ------------------------------------------------------------------------------------------------ what the person is told

let said = "";
const say = (text, name) => {
  if (`${text}${name}` === said) return;
  said = `${text}${name}`;
  const part = name && place.querySelector(`[data-says="${name}"]`).content.cloneNode(true);
  status.replaceChildren(...[text && `${text} `, part].filter(Boolean));
};

let kept = "";
const news = ({ newer, elsewhere }) => [newer, elsewhere].filter(Boolean).join(" ");
const sayKept = (answer, name) => say([kept, news(answer)].filter(Boolean).join(". "), name);

const trouble = ({ code, says }) => {
  if (!code || code >= 500) return say("", "offline");
  if (isOut) return say("", says === "stranger" ? "stranger" : "signed-out");
  say(says, isUnsent() ? "here" : "");
};

// ----------------------------------------------------------------------------------------------------- what is kept here

const keepHere = () => {
  if (!isUnsent()) return;
  try { localStorage.setItem(here, JSON.stringify({ at: Date.now() - skew, words: fields() })); } catch { /* full, or forbidden: the server has it soon */ }
};
const forgetHere = (which) => { try { localStorage.removeItem(which); } catch { /* nothing was kept */ } };

const copies = () => {
  const found = [];
  try {
    for (const name of Object.keys(localStorage).filter((one) => one.startsWith("words:"))) {
      const copy = JSON.parse(localStorage.getItem(name));
      if (!(copy?.at > Date.now() - skew - OLD)) forgetHere(name);
      else if (name.startsWith(key(""))) found.push({ name, ...copy });
    }
  } catch { /* no storage, or not ours */ }
  return found.sort((one, other) => one.at - other.at);
};

// ------------------------------------------------------------------------------------------------------------ the server

const data = (words) => {
  const made = new FormData();
  for (const [name, value] of Object.entries(words)) made.set(name, value);
  made.set("left", leftPages().join(" "));
  made.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  return made;
};

const ask = async (path, words) => {
  const options = words ? { method: "POST", body: data(words) } : {};
  const response = await fetch(address + path, { redirect: "error", signal: AbortSignal.timeout(20_000), ...options }).catch(() => null);
  const isOurs = response?.headers.get("content-type")?.includes("json");
  return { code: response?.status ?? 0, isOurs, ...(isOurs ? await response.json().catch(() => ({})) : {}) };
};

// A sign-in that was renewed in another window brings a new token: the page takes it over, if it is the same person.
const renewed = async () => {
  const answer = await ask("lock/");
  if (answer.code !== 200) return answer;
  if (String(answer.person) !== person) return { code: 403, says: "stranger", is_signed_out: true };
  for (const input of document.querySelectorAll("[name=csrfmiddlewaretoken]")) input.value = answer.token;
  return null;
};

const tell = async (path, words) => {
  const wasOut = isOut;
  let answer = await ask(path, words);
  const isRefused = answer.code === 403 && (!answer.isOurs || answer.is_signed_out);
  if (isRefused) answer = (await renewed()) ?? (await ask(path, words));
  isOut = answer.code === 403 && (!answer.isOurs || Boolean(answer.is_signed_out));
  hasReturned ||= wasOut && answer.code === 200;
  return answer;
};

const heard = (answer) => {
  if (answer.holder === "other" && isWriting) stop(answer.writes);
};

const send = () => {
  clearTimeout(pause); clearTimeout(longest); longest = null;
  if (isSubmitting) return busy;
  return (busy ??= sendNow().finally(() => { busy = null; }));
};

const sendNow = async () => {
  while (isUnsent() && !isSubmitting) {
    const words = fields(), which = JSON.stringify(words);
    const answer = await tell("autosave/", words);
    if (answer.code !== 200) return trouble(answer);
    sent = which;
    if (!isUnsent()) forgetHere(here);
    kept = answer.says;
    if (isWriting) sayKept(answer, hasReturned ? "back" : "");
    hasReturned = false;
    heard(answer);
  }
};

// ------------------------------------------------------------------------------------------------------- who writes here

const beat = async () => {
  if (!isWriting) {
    const { code, holder } = await ask("lock/");
    if (code === 200 && holder !== "other") say("", "free");
    return;
  }
  const answer = await tell("lock/", { expected_head: base, window: own.value });
  if (answer.code !== 200) return trouble(answer);
  if (hasReturned && !isUnsent()) { say("", "back"); hasReturned = false; }
  else if (news(answer) && !busy) sayKept(answer, "");
  heard(answer);
  if (isUnsent()) send();
};

// Somebody else writes here now: nothing more can be typed, and what was typed is kept and stays to be read.
const stop = async (writes) => {
  form.dispatchEvent(new Event("writing:stop")); // what stands in an open dialog still goes into the text
  isWriting = false;
  for (const field of form.querySelectorAll("input, textarea")) field.readOnly = true;
  for (const one of form.querySelectorAll("button[type=submit], .prose-menubar button")) one.disabled = true;
  for (const one of form.querySelectorAll("input[type=checkbox], select")) (one.closest("label") ?? one).inert = true; // disabled ones would be left out of what is sent
  form.classList.add("is-stopped");
  say(writes, "stopped");
  await send();
};

// ------------------------------------------------------------------------------------------------------------- beginnings

let isUsed = false; // the editor reports its own loading as an input
for (const kind of ["keydown", "pointerdown", "paste", "drop"]) {
  for (const part of [form, ...document.querySelectorAll("dialog[data-picture]")]) part.addEventListener(kind, () => { isUsed = true; }, true);
}
for (const kind of ["input", "change"]) form.addEventListener(kind, () => {
  if (!isUsed || !isWriting) return;
  isTouched = true;
  clearTimeout(soon); soon = setTimeout(keepHere, 200);
  clearTimeout(pause); pause = setTimeout(send, PAUSE);
  longest ??= setTimeout(send, LONGEST);
});

// A save waits for the words that are on their way, so that they cannot arrive after it.
form.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  if (!busy) { keepHere(); isSubmitting = true; return; }
  const by = event.submitter;
  event.preventDefault();
  event.stopImmediatePropagation();
  Promise.race([busy, new Promise((done) => setTimeout(done, 3000))]).then(() => { busy = null; form.requestSubmit(by); });
}, true);
form.addEventListener("submit", (event) => { if (event.defaultPrevented) isSubmitting = false; });

// What the server has acknowledged is offered on return, and may be left. Fields of a step are in no autosave.
const isStepTyped = () => ["correction_text", "reason"].some((name) => form.elements[name]?.value.trim())
  || (form.elements.schedule_at && form.elements.schedule_at.value !== form.elements.schedule_at.defaultValue);
form.addEventListener("writing:leaving", (event) => { if (!isUnsent() && !isStepTyped()) event.preventDefault(); });

addEventListener("pagehide", () => {
  try { localStorage.setItem(LEFT + own.value, Date.now()); } catch { /* no storage */ }
  if (isSubmitting || !isWriting) return;
  form.dispatchEvent(new Event("writing:ending"));
  keepHere();
  if (isUnsent()) navigator.sendBeacon(`${address}autosave/`, data(fields()));
  navigator.sendBeacon(`${address}leave/`, data({}));
});
addEventListener("pageshow", (event) => { if (event.persisted) { isOpenAgain(); isSubmitting = false; beat(); } });
addEventListener("online", beat);
addEventListener("focus", () => { if (isOut || isUnsent()) beat(); });
document.addEventListener("visibilitychange", () => { if (!document.hidden) beat(); });
setInterval(beat, BEAT);

let isLeaving = false; // to load the page again would take back the link or button that was just pressed
document.addEventListener("click", ({ target }) => { isLeaving ||= Boolean(target.closest("a[href]:not([target]), button[type=submit]")); }, true);

// Words of a crash, a lost line or an ended sign-in that are newer than the server's: it gets them, and offers them.
const bringBack = async () => {
  let isOffered = false;
  const open = (await navigator.locks?.query())?.held.map((lock) => lock.name) ?? [];
  for (const { name, at, words } of copies()) {
    if (open.includes(`window:${words.window}`)) continue; // that page sends its own words
    const offered = document.querySelector(`[data-offer="${CSS.escape(words.window ?? "")}"]`);
    if (at < 1000 * (offered?.dataset.typed ?? 0)) continue;
    const answer = await tell("autosave/", words);
    if (answer.code !== 200) { trouble(answer); continue; }
    forgetHere(name);
    isOffered ||= answer.is_kept;
  }
  if (isOffered && !isTouched && !isLeaving) location.reload();
};

for (const advice of document.querySelectorAll("[data-may-be-open]")) advice.hidden = leftPages().includes(advice.closest("[data-offer]").dataset.offer);
if (isTouched) send(); else bringBack();
beat();
