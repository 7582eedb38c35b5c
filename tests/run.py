"""`make test`: the suite on SQLite, again on PostgreSQL and Valkey, then two servers behind proxies, then a real browser. One exit code for all."""

import argparse
import os
import shutil
import subprocess
import sys

from tests import services


def pytest(title: str, *arguments: str, **environment: str) -> bool:
    print(f"\n== {title}", flush=True)
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.run(command, env=os.environ | environment, check=False).returncode == 0


def browser_is_there() -> bool:
    """System Chromium; as root on Debian it is installed when absent."""
    if shutil.which("chromium"):
        return True
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Chromium …", flush=True)
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"]
        subprocess.run(install, check=False, stdout=subprocess.DEVNULL)
    return shutil.which("chromium") is not None


def proxies_are_there() -> bool:
    """nginx and Varnish. Without one its tests are skipped, loudly."""
    found = {name: shutil.which(name, path=os.environ["PATH"] + ":/usr/sbin") for name in ("nginx", "varnishd")}
    for name in (name for name, path in found.items() if not path):
        print(
            f"!! SKIPPED: every test of {name}. Install it (apt-get install nginx-light varnish) and run `make test` again."
        )
    return all(found.values())


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--long", action="store_true", help="the slow checks instead")
    if parser.parse_args().long:
        hard = {name: os.environ.get(name, usual) for name, usual in (("KILLS", "100"), ("OUTAGE", "60"))}
        slow = [pytest("slow checks on SQLite", "-m", "long and not cluster")]
        slow.append(pytest("two servers, a hundred kills, a minute without a database", "-m", "cluster", **hard))
        return 0 if all(slow) else 1
    plain = ["-m", "not browser and not long and not cluster", "-n", "2"]
    passed = [pytest("SQLite", *plain)]
    if os.environ.get("DATABASE_URL") and os.environ.get("CACHE_URL"):
        passed.append(pytest("PostgreSQL and Valkey, yours", *plain))
    else:
        with services.postgres() as database, services.valkey() as cache:
            passed.append(pytest("PostgreSQL and Valkey", *plain, DATABASE_URL=database, CACHE_URL=cache))
    if not proxies_are_there() and os.environ.get("CI"):
        print("No nginx or no Varnish in CI: their tests must run there.")
        passed.append(False)
    passed.append(pytest("Two servers, PostgreSQL, Valkey, nginx, Varnish", "-m", "cluster and not long"))
    if browser_is_there():
        passed.append(pytest("Chromium", "-m", "browser and not long"))
    elif os.environ.get("CI"):
        print("No Chromium in CI: the browser tests must run there.")
        passed.append(False)
    else:
        print("!! SKIPPED: every browser test, because there is no Chromium. Install it and run `make test` again.")
    return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(main())
