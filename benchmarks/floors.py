"""What nobody can beat on this machine, today: the same bytes without the work. Each is a server of two workers.

nginx with a file compressed beforehand; plain WSGI bytes on granian and on gunicorn; Django's hello on both.
"""

import contextlib
import gzip
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from benchmarks.servers import WORKERS, Missing, granian, gunicorn, running
from tests.serving import free_port

NGINX = """
worker_processes {workers}; daemon off; pid {folder}/pid; error_log {folder}/errors;{user}
events {{ worker_connections 1024; }}
http {{
    access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000; default_type text/html;
    client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
    uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
    server {{ listen 127.0.0.1:{port}; root {folder}/pages; index page.html; gzip_static on; }}
}}
"""


@contextlib.contextmanager
def nginx(page: bytes, folder: Path) -> Iterator[str]:
    """The address of a server that hands out `page` (identity bytes), compressed beforehand."""
    program = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
    if program is None:
        raise Missing("nginx is not installed (Debian: apt-get install nginx)")
    pages = folder / "pages"
    pages.mkdir(parents=True)
    (pages / "page.html").write_bytes(page)
    (pages / "page.html.gz").write_bytes(gzip.compress(page, 6))
    port = free_port()
    user = " user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(NGINX.format(workers=WORKERS, folder=folder, port=port, user=user))
    with running([program, "-p", str(folder), "-e", str(folder / "errors"), "-c", str(folder / "nginx.conf")], port):
        yield f"http://127.0.0.1:{port}"


@contextlib.contextmanager
def plain(server: str, page: bytes, folder: Path) -> Iterator[str]:
    """The address of a WSGI application that knows nothing but the page's compressed bytes."""
    body = folder / f"{server}.gz"
    body.write_bytes(gzip.compress(page, 6))
    port = free_port()
    command = {"granian": granian, "gunicorn": gunicorn}[server]("benchmarks.plain:application", port)
    with running(command, port, BENCH_BODY=str(body)):
        yield f"http://127.0.0.1:{port}"


@contextlib.contextmanager
def hello(server: str) -> Iterator[str]:
    """The address of a Django that says hello."""
    port = free_port()
    with running({"granian": granian, "gunicorn": gunicorn}[server]("benchmarks.hello:application", port), port):
        yield f"http://127.0.0.1:{port}"
