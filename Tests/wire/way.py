"""The way to a server: proxies, certificates, the FastAPI example of the documentation."""
import base64
import pathlib
import socket
import subprocess
import sys
import threading
import time

from contracts import MODEL
from judge import Judge, KEY
from providers import ENVIRONMENT, TEXT_CASES
from workshop import Program, free_port

# A host that only the proxy knows; what is for this machine goes to none.
HOST = "wire.test"
DOCUMENT = pathlib.Path(__file__).resolve().parents[2] / "docs" / "adapters.md"


def show(workshop, judge):
    workshop.section("cassettes")
    for name in ("openai-responses", "anthropic", "gemini"):
        cassette(workshop, judge, name)
    workshop.section("TLS")
    certificates(workshop, judge)
    workshop.section("a server that refuses for ever")
    refusals(workshop)
    workshop.section("FastAPI example of docs/adapters.md")
    fastapi(workshop)


def cassette(workshop, judge, name):
    """What a provider said is said again without it, thoughts that have to come back too."""
    needed = {"max_tokens": 200} if name == "anthropic" else {}
    target = workshop.target(f"{name}-live", name, parameters=needed, base_url=f"{judge.url}/{name}", key_env="WIRE_KEY")
    words = [word for case in TEXT_CASES for word in ("--case", case)]
    path = workshop.evalset / f"{name}.jsonl"
    made = workshop.relapse("record", workshop.evalset, "--target", target, "--max-trials", 3, "--to", path, "--out",
                            workshop.folder / f"recorded-{name}", "--progress", "none", *words, **ENVIRONMENT)
    text = path.read_text()
    workshop.check(f"{name}: a cassette of {text.count(chr(10)) - 1} responses, without the key",
                   made.returncode == 0 and text.count("\n") == 16 and KEY not in text, made.stdout + made.stderr)
    before = judge.counts(name)
    target = workshop.target(f"{name}-again", "recording", model=None, system=None, parameters=needed,
                             recording={"cassette": f"../{name}.jsonl"})
    outcome = workshop.run(target, *words)
    workshop.all_passed(f"{name}: replayed", outcome, 9)
    said = {(trial.get("model"), trial["usage"]["input_tokens"] > 0) for trial in outcome.trials()}
    workshop.check(f"{name}: with the model and the tokens of then", said == {(MODEL, True)}, said)
    workshop.check(f"{name}: nobody was called", judge.counts(name) == before)


def refusals(workshop):
    """429 and nothing else, each with a second to wait: the run ends by itself, soon, with few requests."""
    from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

    served = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_): pass

        def do_POST(self):
            self.rfile.read(int(self.headers["content-length"]))
            served.append(time.monotonic())
            self.send_response(429)
            self.send_header("Retry-After", "1")
            self.send_header("Content-Length", "0")
            self.end_headers()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    target = workshop.target("busy", "openai-chat", base_url=f"http://127.0.0.1:{server.server_address[1]}",
                             limits={"concurrency": 16, "timeout": "5s", "retries": 0})
    outcome = workshop.run(target, "--case", "WIRE-1-text", trials=20)
    server.shutdown()
    seconds = served[-1] - served[0] if served else 0
    workshop.check(f"{len(served)} requests in {seconds:.1f} s, then the run ends with exit 4, nothing passed and nothing failed",
                   outcome.status == 4 and outcome.counts is not None and outcome.counts[1:3] == [0, 0]
                   and 2 <= len(served) <= 40 and seconds < 75, outcome.words())


def openssl(folder, *words):
    subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True, stdin=subprocess.DEVNULL)


def authority(folder):
    """An authority of our own and a certificate of it for 127.0.0.1 and the proxy's host; their paths and the key's."""
    curve = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
    openssl(folder, "req", "-x509", *curve, "-days", "2", "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=Wire CA",
            "-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign")
    openssl(folder, "req", *curve, "-keyout", "server.key", "-out", "server.csr", "-subj", "/CN=127.0.0.1",
            "-addext", f"subjectAltName=IP:127.0.0.1,DNS:{HOST}")
    openssl(folder, "x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2",
            "-copy_extensions", "copy", "-out", "server.pem")
    return folder / "ca.pem", folder / "server.pem", folder / "server.key"


def certificates(workshop, plain):
    """Refused without the authority, accepted with it; the same through a proxy, which sees only where it leads."""
    ca, certificate, key = authority(workshop.folder)
    tls = Judge([contract for name, contract in plain.contracts.items() if name == "openai-chat"], (certificate, key))
    proxy = Proxy()
    try:
        target = workshop.target("tls", "openai-chat", base_url=tls.url + "/openai-chat", key_env="WIRE_KEY")
        words = ("--case", "WIRE-1-text", "--case", "WIRE-1-tools")
        refused = workshop.relapse("doctor", workshop.evalset, "--target", target, **ENVIRONMENT)
        workshop.check("an authority that nobody named is refused: doctor says TLS and which variable names it (exit 4)",
                       refused.returncode == 4 and "TLS" in refused.stderr and "SSL_CERT_FILE" in refused.stderr, refused.stderr)
        workshop.check("and nothing was sent", tls.counts("openai-chat") == (0, 0), tls.counts("openai-chat"))
        trusted = {**ENVIRONMENT, "SSL_CERT_FILE": str(ca)}
        workshop.all_passed("SSL_CERT_FILE names the authority", workshop.run(target, *words, **trusted), 6)

        workshop.section("proxies by environment")
        workshop.all_passed("an address of this machine", workshop.run(target, *words, https_proxy=proxy.url, **trusted), 6)
        workshop.check("goes to no proxy", not proxy.tunnels and not proxy.requests, (proxy.tunnels, proxy.requests))
        far = f"https://{HOST}:{tls.url.rpartition(':')[2]}"
        target = workshop.target("tls-far", "openai-chat", base_url=far + "/openai-chat", key_env="WIRE_KEY")
        before = tls.counts("openai-chat")[0]
        outcome = workshop.run(target, *words, https_proxy=proxy.url, **trusted)
        workshop.all_passed("https_proxy", outcome, 6)
        workshop.check(f"{tls.counts('openai-chat')[0] - before} requests went through {len(proxy.tunnels)} tunnels, unread",
                       proxy.tunnels and set(proxy.tunnels) == {far[8:]} and not proxy.requests, (proxy.tunnels, proxy.requests))
        count = len(proxy.tunnels)
        around = workshop.relapse("doctor", workshop.evalset, "--target", target, https_proxy=proxy.url, no_proxy=HOST, **trusted)
        workshop.check("no_proxy leads around the proxy, where nobody knows the host (exit 4)",
                       around.returncode == 4 and "target-network" in around.stderr and len(proxy.tunnels) == count, around.stderr)

        far = f"http://{HOST}:{plain.url.rpartition(':')[2]}"
        target = workshop.target("plain-way", "openai-chat", base_url=far + "/openai-chat", key_env="WIRE_KEY", allow_http=True)
        outcome = workshop.run(target, "--case", "WIRE-1-text", http_proxy=proxy.url, **ENVIRONMENT)
        workshop.all_passed("http_proxy", outcome, 3)
        workshop.check("http_proxy carries whole addresses", len(proxy.requests) == 3 and
                       all(line.startswith(f"POST {far}/openai-chat/") for line in proxy.requests), proxy.requests)
        proxy.demand = ("wire", "proxy-password-1")
        with_password = proxy.url.replace("://", "://wire:proxy-password-1@")
        outcome = workshop.run(target, "--case", "WIRE-1-text", http_proxy=with_password, **ENVIRONMENT)
        workshop.all_passed("a proxy that wants a password gets it", outcome, 3)
        outcome = workshop.run(target, "--case", "WIRE-1-text", http_proxy=with_password.replace("wire:", "wire:x"), **ENVIRONMENT)
        said = outcome.printed + outcome.reported + outcome.record
        workshop.check("a proxy that refuses is an error, which does not show its password",
                       outcome.counts is not None and outcome.counts[3] == outcome.counts[0] and "proxy-password-1" not in said,
                       outcome.words())
        port = free_port()
        outcome = workshop.relapse("doctor", workshop.evalset, "--target", target, http_proxy=f"http://127.0.0.1:{port}", **ENVIRONMENT)
        workshop.check("a proxy that is not there is a network failure (exit 4)",
                       outcome.returncode == 4 and "target-network" in outcome.stderr, outcome.stderr)
    finally:
        proxy.close()
        tls.close()


class Proxy:
    """A small forward proxy: CONNECT, and whole addresses over HTTP/1.1, one request a connection."""

    def __init__(self):
        self.tunnels, self.requests, self.demand = [], [], None
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.carry, args=(client,), daemon=True).start()

    def carry(self, client):
        with client:
            head = b""
            while b"\r\n\r\n" not in head:
                piece = client.recv(65536)
                if not piece:
                    return
                head += piece
            line = head.split(b"\r\n", 1)[0].decode()
            if self.demand:
                token = base64.b64encode(":".join(self.demand).encode())
                if b"proxy-authorization: basic " + token.lower() not in head.lower():
                    client.sendall(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                    return
            method, where, _ = line.split(" ")
            if method == "CONNECT":
                self.tunnels.append(where)
                host, _, port = where.partition(":")
                server = connect(host, port)
                client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
                head = head.partition(b"\r\n\r\n")[2]
            else:
                self.requests.append(line)
                host, _, rest = where.removeprefix("http://").partition("/")
                server = connect(*host.split(":"))
                # One request a connection: what follows on it would have to be read as well.
                first, others = head.split(b"\r\n", 1)
                head = first.replace(where.encode(), b"/" + rest.encode()) + b"\r\nConnection: close\r\n" + others
            with server:
                server.sendall(head)
                other = threading.Thread(target=pump, args=(client, server), daemon=True)
                other.start()
                pump(server, client)
                other.join(10)

    def close(self):
        self.listener.close()


def connect(host, port):
    return socket.create_connection(("127.0.0.1" if host == HOST else host, int(port)))


def pump(source, sink):
    try:
        while piece := source.recv(65536):
            sink.sendall(piece)
        sink.shutdown(socket.SHUT_WR)
    except OSError:
        pass


def fastapi(workshop):
    """The example of the documentation, word for word, and the target that stands before it."""
    page = DOCUMENT.read_text()
    source = page.split("```py\n")[1].split("```")[0]
    section = page.split("\n## `http`\n")[1]
    target = section.split("```yaml\n")[1].split("```")[0]
    port = free_port()
    (workshop.folder / "app.py").write_text(source)
    target = target.replace("localhost:8000", f"127.0.0.1:{port}")
    (workshop.evalset / "targets" / "app.yaml").write_text(target)
    server = Program([sys.executable, "-m", "uvicorn", "app:app", "--host", "127.0.0.1", "--port", str(port), "--log-level",
                      "warning"], workshop.folder / "app.log", cwd=workshop.folder)
    try:
        workshop.check("uvicorn serves it", server.wait(port, 30), server.log.read_text())
        outcome = workshop.run("app", "--case", "WIRE-1-text", trials=4)
        workshop.all_passed("the target of the example asks the app of the example", outcome, 4)
        models = {trial.get("model") for trial in outcome.trials()}
        workshop.check("its model is read", models == {"echo-1"}, models)
    finally:
        server.close()
