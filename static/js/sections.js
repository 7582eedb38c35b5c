// The current section is in sight on a narrow screen, where the names scroll sideways.
document.querySelector(".sections [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
