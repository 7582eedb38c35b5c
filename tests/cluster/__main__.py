"""`make cluster`: the demo paper on two servers, PostgreSQL and Valkey, behind nginx and Varnish where they are installed. Ctrl+C stops it."""

import os
import signal
import sys

from tests.cluster.proxies import PROXIES
from tests.cluster.servers import Cluster
from tests.serving import ROOT


def main() -> int:
    folder = ROOT / "var" / "cluster"
    (folder / "postgres").mkdir(parents=True, exist_ok=True)
    print("Starting PostgreSQL, Valkey and two servers …", flush=True)
    with Cluster(folder, folder / "postgres", int(os.environ.get("PORT", "8000"))) as cluster:
        print(cluster.manage("seed_demo"), end="")
        for name in ("nginx", "varnish"):
            print(
                f"{name}: {cluster.proxy(name) if name in PROXIES else 'not installed (apt-get install nginx-light varnish)'}"
            )
        print(f"with nothing in front: {' and '.join(cluster.apps)}")
        print(f"Three Threads: {cluster.address}/ (Ctrl+C stops it)", flush=True)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: None)
        signal.pause()
    return 0


if __name__ == "__main__":
    sys.exit(main())
