// An embed stays a link until somebody asks for it; only then is its provider's page loaded.
const players = {
  youtube: (id) => `https://www.youtube-nocookie.com/embed/${id}`,
  vimeo: (id) => `https://player.vimeo.com/video/${id}?dnt=1`,
  x: (id) => `https://platform.twitter.com/embed/Tweet.html?dnt=true&id=${id}`,
  telegram: (id) => `https://t.me/${id}?embed=1`,
  instagram: (id) => `https://www.instagram.com/p/${id}/embed/`,
  facebook: (id) => `https://www.facebook.com/plugins/post.php?href=${encodeURIComponent(`https://www.facebook.com/${id}`)}`,
};
for (const figure of document.querySelectorAll("figure[data-embed]")) {
  const player = players[figure.dataset.embed];
  if (!player) continue;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.textContent = figure.dataset.load;
  button.addEventListener("click", () => {
    const frame = document.createElement("iframe");
    frame.src = player(figure.dataset.id);
    frame.title = figure.querySelector("a").textContent;
    frame.allowFullscreen = true;
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    button.replaceWith(frame);
  }, { once: true });
  figure.prepend(button);
}
