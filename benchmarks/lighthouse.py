"""`make lighthouse`: the demo paper, on the production server, read by Lighthouse as on a telephone. Prints a table.

Lighthouse comes from npm, node and npm with requirements-test.txt, Chromium from the system. Ends with 1 when accessibility,
best practices or SEO of a page is below 100. Search pages ask not to be indexed, so their SEO is left out.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

from tests.serving import manage, prepare, start, wait_for

VERSION = "13.5.0"
WORDS = {"en": "en", "hy": "arm"}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FLAGS = "--headless=new --no-sandbox --disable-gpu"


def addresses(site: str) -> list[tuple[str, str]]:
    """(page, address) of home, a section, its newest story and a search, in English and Armenian."""
    found = []
    for code, word in WORDS.items():
        feed = json.load(urllib.request.urlopen(f"{site}/{word}/region/feed.json", timeout=60))
        story = next(item["url"] for item in feed["items"] if "image" in item)
        question = {"en": "train", "hy": "%D5%A3%D5%B6%D5%A1%D6%81%D6%84"}[code]
        found += [
            (f"{code} home", f"{site}/{word}/"),
            (f"{code} section", f"{site}/{word}/region/"),
            (f"{code} article", story),
            (f"{code} search", f"{site}/{word}/search/?q={question}"),
        ]
    return found


def measure(npx: str, address: str, folder: Path) -> dict:
    """Lighthouse's report of one page."""
    target = folder / "report.json"
    target.unlink(missing_ok=True)
    command = [npx, "--yes", f"lighthouse@{VERSION}", address, "--quiet", "--output=json", f"--output-path={target}"]
    command += [f"--chrome-flags={FLAGS}", f"--only-categories={','.join(CATEGORIES)}"]
    environment = {"CHROME_PATH": shutil.which("chromium") or "/usr/bin/chromium", **os.environ}
    for _try in range(3):  # now and then Chromium records no trace
        if subprocess.run(command, check=False, env=environment, cwd=folder).returncode == 0:
            break
    return json.loads(target.read_text())


def main() -> int:
    os.environ["PATH"] = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    npx = shutil.which("npx")
    if npx is None or shutil.which("chromium") is None:
        sys.exit("Lighthouse needs npx (requirements-test.txt) and Chromium.")
    is_good = True
    with tempfile.TemporaryDirectory(prefix="newsroom-lighthouse-") as name:
        environment, site = prepare(Path(name) / "data")
        manage(environment, "seed_demo")
        manage(environment, "work", "--once")  # the pictures' sizes and the social cards
        server = start(environment)
        try:
            wait_for(f"{site}/readyz")
            print("page".ljust(12), *(category.rjust(15) for category in CATEGORIES))
            for page, address in addresses(site):
                report = measure(npx, address, Path(name))
                scores = {key: round(report["categories"][key]["score"] * 100) for key in CATEGORIES}
                print(page.ljust(12), *(str(scores[key]).rjust(15) for key in CATEGORIES), flush=True)
                counted = [key for key in CATEGORIES[1:] if not (key == "seo" and "search" in page)]
                for key in counted:
                    is_good &= scores[key] == 100
                    for audit in report["categories"][key]["auditRefs"]:
                        found = report["audits"][audit["id"]]
                        if audit["weight"] and found["score"] is not None and found["score"] < 1:
                            print(f"    {key}: {found['title']}")
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(30)
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())
