"""nginx and Varnish as `deploy/` configures them, in front of servers of this machine."""

import os
import shutil
from pathlib import Path

from tests.serving import ROOT

NGINX, VARNISH = shutil.which("nginx", path="/usr/sbin:/usr/bin"), shutil.which("varnishd", path="/usr/sbin:/usr/bin")
PROXIES = {name: path for name, path in (("nginx", NGINX), ("varnish", VARNISH)) if path}
# nginx's own file, as Debian's includes what stands in conf.d; everything it writes is in its folder.
AROUND_NGINX = """
daemon off; worker_processes 2; pid {folder}/nginx.pid; error_log {folder}/error.log warn; {user}
events {{ worker_connections 2048; }}
http {{
    access_log off; default_type application/octet-stream;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    include {folder}/newsroom.conf;
}}
"""


def nginx(folder: Path, port: int, servers: list[int]) -> list[str]:
    """The command that starts it, in front of servers at these two ports."""
    folder.mkdir(exist_ok=True)
    conf = written("nginx.conf", servers).replace("listen [::]:80;", "")
    conf = conf.replace("listen 80;", f"listen 127.0.0.1:{port};")
    conf = conf.replace("/var/cache/nginx/newsroom", str(folder / "kept"))
    (folder / "newsroom.conf").write_text(conf)
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(AROUND_NGINX.format(folder=folder, user=user))
    return [str(NGINX), "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]


def varnish(folder: Path, port: int, servers: list[int], seconds: str = "1s") -> list[str]:
    """The same; `seconds`: how long a page is kept unasked."""
    folder.mkdir(exist_ok=True)
    vcl = written("varnish.vcl", servers)
    assert "set beresp.ttl = 1s;" in vcl
    (folder / "varnish.vcl").write_text(vcl.replace("set beresp.ttl = 1s;", f"set beresp.ttl = {seconds};"))
    options = ["-p", "http_gzip_support=off", "-s", "malloc,64m", "-n", str(folder / "work")]
    return [str(VARNISH), "-F", "-j", "none", "-a", f"127.0.0.1:{port}", *options, "-f", str(folder / "varnish.vcl")]


def written(name: str, servers: list[int]) -> str:
    """A file of `deploy/`, its addresses replaced by these servers'."""
    text = (ROOT / "deploy" / name).read_text()
    for example, port in zip(("8001", "8002"), servers, strict=True):
        assert example in text
        text = text.replace(example, str(port))
    return text
