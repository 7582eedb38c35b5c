// What Word, Google Docs and Telegram mean by what they paste, said in elements the editor knows, so that it shows at once
// what will be kept. The server does the same by itself, whatever it is sent (text/pasted.py).
const GONE = "script, style, title, meta, link, noscript, template, iframe, object, svg, math";
const OWN = /^\/(?:media|admin\/photos\/photo\/file)\//;
const EMOJI = /^[\p{So}\p{Sk}\p{Mn}\p{Cf}\p{Me}]{1,12}$/u;
const NUMBERED = /^\s*\(?(?:\d+|\p{L}|[ivx]+)[.)։]/u;
const LEVEL = /\blevel([1-9])\b/;
const EMPHASIS = [
  ["sup", (style) => style["vertical-align"] === "super"],
  ["sub", (style) => style["vertical-align"] === "sub"],
  ["s", (style) => /line-through/.test(style["text-decoration"] ?? style["text-decoration-line"])],
  ["em", (style) => /^(italic|oblique)$/.test(style["font-style"])],
  ["strong", (style) => /^bold|^[6-9]\d\d$/.test(style["font-weight"])],
];

const isOurs = (image) => {
  const address = new URL(image.getAttribute("src") ?? "", location.href);
  return address.origin === location.origin && OWN.test(address.pathname);
};

const renamed = (element, tag) => {
  const other = element.ownerDocument.createElement(tag);
  other.append(...element.childNodes);
  element.replaceWith(other);
};

// Styles are read as words, and handlers are not read: the desk's policy lets neither act, and the browser would complain.
const asWords = (html) => html
  .replace(/<(style|script)\b.*?<\/\1\s*>/gis, "")
  .replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/(\s)(style|on\w+)(?=\s*=)/gi, "$1data-$2"));
const styleOf = (element) => Object.fromEntries((element.dataset.style ?? "").toLowerCase().split(";").map((part) => part.split(":").map((word) => word.trim())));
const levelOf = (element) => (element?.tagName === "P" ? Number(LEVEL.exec(styleOf(element)["mso-list"])?.[1] ?? 0) : 0);

const emphasise = (page) => {
  for (const element of page.querySelectorAll("b, strong, i, em")) { // Google Docs wraps everything in a bold that is not bold
    const { "font-weight": weight, "font-style": slope } = styleOf(element);
    if (/^(normal|400)$/.test(weight) || slope === "normal") renamed(element, "span");
  }
  for (const element of page.querySelectorAll("span[data-style]")) {
    const style = styleOf(element);
    for (const [tag, isMeant] of EMPHASIS) {
      if (!isMeant(style) || element.closest(tag) || (tag === "strong" && element.closest("h1, h2, h3, h4, h5, h6"))) continue;
      const wrapper = page.createElement(tag);
      wrapper.append(...element.childNodes);
      element.append(wrapper);
    }
  }
};

// Word's lists are paragraphs that know their level and carry their own bullets.
const makeLists = (page) => {
  for (const first of page.querySelectorAll("p[data-style*='mso-list']")) {
    const open = [];
    let next = first.isConnected ? first : null;
    while (levelOf(next)) {
      const paragraph = next;
      const level = levelOf(paragraph);
      next = paragraph.nextElementSibling;
      const markers = [...paragraph.querySelectorAll("[data-style]")].filter((part) => styleOf(part)["mso-list"] === "ignore");
      const kind = NUMBERED.test(markers[0]?.textContent ?? "") ? "OL" : "UL";
      for (const marker of markers) marker.remove();
      while (open.length && (open.at(-1).level > level || (open.at(-1).level === level && open.at(-1).list.tagName !== kind))) open.pop();
      if (!open.length || open.at(-1).level < level) {
        const list = page.createElement(kind);
        if (open.length) open.at(-1).list.lastElementChild.append(list); else paragraph.before(list);
        open.push({ level, list });
      }
      const item = page.createElement("li");
      item.append(...paragraph.childNodes);
      open.at(-1).list.append(item);
      paragraph.remove();
    }
  }
};

export const asMeant = (html) => {
  const page = new DOMParser().parseFromString(asWords(html), "text/html"); // nothing in it runs, no picture of it is asked for
  for (const element of page.querySelectorAll(GONE)) element.remove();
  for (const image of page.querySelectorAll("img")) {
    if (!isOurs(image)) image.replaceWith(EMOJI.test(image.alt) ? image.alt : "");
  }
  // A spelling checker marks every word of Word's with a language in capitals, and often wrongly.
  for (const element of page.querySelectorAll("[lang]")) if (/^[A-Z]+(-|$)/.test(element.lang)) element.removeAttribute("lang");
  makeLists(page);
  emphasise(page);
  for (const element of page.querySelectorAll("[data-style]")) delete element.dataset.style;
  // The story's own headline is the page's only first heading.
  for (const heading of page.querySelectorAll("h1")) renamed(heading, "h2");
  for (const heading of page.querySelectorAll("h4, h5, h6")) renamed(heading, "h3");
  for (const list of page.querySelectorAll("ul > ul, ul > ol, ol > ul, ol > ol")) {
    if (list.previousElementSibling?.tagName === "LI") list.previousElementSibling.append(list);
  }
  for (const quotation of page.querySelectorAll(".MsoQuote, .MsoIntenseQuote")) renamed(quotation, "blockquote");
  return page.body.innerHTML;
};
