# Varnish in front of the newsroom: varnishd -f varnish.vcl -p http_gzip_support=off (the newsroom compresses once, and better).
# A page is kept for a second and then asked about again by its ETag, which costs the newsroom next to nothing (docs/decisions/0025-shared-caches.md).
vcl 4.1;

import directors;
import std;

# Alive, not ready: while the database is gone the newsroom still answers its readers. The host must be one of ALLOWED_HOSTS.
probe alive {
    .request = "GET /healthz HTTP/1.1" "Host: localhost" "X-Forwarded-Proto: https" "Connection: close";
    .interval = 1s;
    .timeout = 2s;
    .window = 3;
    .threshold = 2;
    .initial = 2;
}

backend one { .host = "127.0.0.1"; .port = "8001"; .probe = alive; .connect_timeout = 1s; .first_byte_timeout = 15s; }
backend two { .host = "127.0.0.1"; .port = "8002"; .probe = alive; .connect_timeout = 1s; .first_byte_timeout = 15s; }

# Who may say that the reader came by https (whatever ends TLS here), and who may purge (the newsroom's workers, PURGE_URLS).
acl inside { "127.0.0.1"; "::1"; }

sub vcl_init {
    new newsroom = directors.round_robin();
    newsroom.add_backend(one);
    newsroom.add_backend(two);
}

sub vcl_recv {
    set req.backend_hint = newsroom.backend();
    # What is over is asked about again while the reader waits, or what was withdrawn would be shown once more.
    # Only when no server answers is it shown, for a day at most.
    if (req.restarts > 0) {
        set req.grace = 24h;
        return (hash);
    }
    if (std.healthy(req.backend_hint)) {
        set req.grace = 0s;
    }
    if (client.ip !~ inside) {
        if (req.method == "PURGE") {
            return (synth(405));
        }
        unset req.http.X-Forwarded-Proto;
    }
    if (req.method == "PURGE") {
        if (req.http.Surrogate-Key !~ "^[a-z0-9-]+$") {
            return (synth(400));
        }
        ban("obj.http.Surrogate-Key ~ (^|\s)" + req.http.Surrogate-Key + "(\s|$)");
        return (synth(200));
    }
    if (!req.http.X-Forwarded-Proto) {
        set req.http.X-Forwarded-Proto = "http";
    }
    # Browsers write Accept-Encoding in a hundred ways; a page is kept in three: brotli, gzip, plain.
    if (req.http.Accept-Encoding ~ "(?i)\bbr\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))") {
        set req.http.Accept-Encoding = "br";
    } elseif (req.http.Accept-Encoding ~ "(?i)\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))") {
        set req.http.Accept-Encoding = "gzip";
    } else {
        unset req.http.Accept-Encoding;
    }
    # Who is signed in at the desk sees every page fresh; nobody else's cookies go further than this.
    if ((req.method != "GET" && req.method != "HEAD") || req.http.Authorization || req.http.Cookie ~ "(^|;\s*)(__Host-)?desk=" || req.url ~ "^/(admin|accounts|preview)/") {
        return (pass);
    }
    unset req.http.Cookie;
    return (hash);
}

sub vcl_hash {
    hash_data(req.http.X-Forwarded-Proto);
}

sub vcl_backend_response {
    set beresp.grace = 24h;
    set beresp.keep = 24h;
    if (beresp.status == 502 || beresp.status == 503 || beresp.status == 504) {
        # Never instead of a page that is kept.
        set beresp.ttl = 0s;
        set beresp.grace = 0s;
        set beresp.keep = 0s;
        set beresp.uncacheable = true;
    } elseif ((beresp.status != 200 && beresp.status != 301) || beresp.http.Set-Cookie || beresp.http.Cache-Control !~ "\bpublic\b"
              || (beresp.http.Vary && beresp.http.Vary !~ "(?i)^Accept-Encoding$")) {
        # Only what the newsroom calls public is kept, and of that only what is the same for everybody.
        set beresp.uncacheable = true;
        set beresp.ttl = 1s;
        set beresp.grace = 0s;
        set beresp.keep = 0s;
    } elseif (bereq.url !~ "^/static/") {
        set beresp.ttl = 1s;
    }
    return (deliver);
}

sub vcl_backend_error {
    if (bereq.retries == 0 && (bereq.method == "GET" || bereq.method == "HEAD")) {
        return (retry);
    }
    set beresp.ttl = 0s;
    set beresp.grace = 0s;
}

sub vcl_deliver {
    if (req.restarts == 0 && (req.method == "GET" || req.method == "HEAD") && resp.status >= 502 && resp.status <= 504 && !req.http.Cookie && !req.http.Authorization) {
        return (restart);
    }
    if (obj.hits > 0) {
        set req.http.X-Told = "varnish; hit";
        if (obj.ttl < 0s) {
            set req.http.X-Told = req.http.X-Told + "; detail=stale";
        }
    } else {
        set req.http.X-Told = "varnish; fwd=miss";
    }
    if (resp.http.Cache-Status) {
        set resp.http.Cache-Status = resp.http.Cache-Status + ", " + req.http.X-Told;
    } else {
        set resp.http.Cache-Status = req.http.X-Told;
    }
    unset resp.http.Surrogate-Key;
    unset resp.http.X-Varnish;
    unset resp.http.Via;
}
