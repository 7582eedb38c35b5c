// Who copies a long passage of the text takes along where it is from; a name or a line is copied as it is.
const told = document.querySelector("[data-share]")?.dataset;
document.querySelector("[data-article-text]")?.addEventListener("copy", (event) => {
  const selection = getSelection();
  const text = String(selection);
  if (!told || text.length < 200) return;
  const box = document.createElement("div");
  for (let number = 0; number < selection.rangeCount; number++) box.append(selection.getRangeAt(number).cloneContents());
  const link = document.createElement("a");
  Object.assign(link, { href: told.url, textContent: told.title });
  const source = document.createElement("p");
  source.append(link, ` · ${told.paper}`);
  box.append(source);
  event.clipboardData.setData("text/html", box.innerHTML);
  event.clipboardData.setData("text/plain", `${text}\n\n${told.title} · ${told.paper}\n${told.url}`);
  event.preventDefault();
});
