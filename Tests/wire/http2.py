"""HTTP/2 over TLS, spoken by hypercorn, with the judge behind it."""
import asyncio
import socket
import threading

from hypercorn.asyncio import serve
from hypercorn.config import Config

from providers import ENVIRONMENT
from way import authority


def show(workshop, judge):
    workshop.section("HTTP/2, as hypercorn speaks it")
    folder = workshop.folder / "http2"
    folder.mkdir()
    ca, certificate, key = authority(folder)
    trusted = {**ENVIRONMENT, "SSL_CERT_FILE": str(ca)}
    words = ("--case", "WIRE-1-text", "--case", "WIRE-1-tools")
    server = Server(judge, certificate, key, folder / "hypercorn.log")
    # A limit that so few trials do not decide, so that all of them are asked.
    manifest = workshop.evalset / "evalset.yaml"
    before = manifest.read_text()
    manifest.write_text(before.replace("{limit: 50%, unit: case, budget: 20}", "{limit: 5%, unit: case, budget: 400}"))
    try:
        limits = {"concurrency": 24, "timeout": "30s", "retries": 0}
        target = workshop.target("http2", "openai-chat", base_url=server.url + "/openai-chat", key_env="WIRE_KEY", limits=limits)
        outcome = workshop.run(target, *words, trials=TRIALS, **trusted)
        workshop.all_passed("openai-chat over HTTP/2", outcome, 2 * TRIALS)
        # A trial of the text is one request, one of the tools three.
        few = len(server.clients) * 10 <= len(server.versions)
        workshop.check(f"the server saw {len(server.versions)} requests of HTTP/2 on {len(server.clients)} connections",
                       len(server.versions) == 4 * TRIALS and set(server.versions) == {"2"} and few,
                       (set(server.versions), server.clients))

        # Streams that break off or fall silent end alone, and what they asked for is asked again.
        server.troubles = {5: "break", 11: "silence", 17: "break", 23: "break"}
        server.served = 0
        limits = {"concurrency": 24, "timeout": "3s", "retries": 3}
        target = workshop.target("http2-faults", "openai-chat", base_url=server.url + "/openai-chat", key_env="WIRE_KEY",
                                 limits=limits)
        outcome = workshop.run(target, *words, trials=TRIALS, **trusted)
        workshop.all_passed("streams that break off or fall silent hurt no other", outcome, 2 * TRIALS)
        workshop.check(f"{server.served} requests for {4 * TRIALS} answers: only what was hurt was asked again",
                       server.served == 4 * TRIALS + 4 and not server.troubles, server.troubles)

        server.versions.clear()
        outcome = workshop.relapse("doctor", workshop.evalset, "--target", target, **ENVIRONMENT)
        workshop.check("an authority that nobody named is refused, and nothing is sent",
                       outcome.returncode == 4 and "TLS" in outcome.stderr and not server.versions, outcome.stderr)
    finally:
        manifest.write_text(before)
        server.close()


# Of each of the two cases.
TRIALS = 40


class Server:
    """Hypercorn on a port of its own; it writes down which HTTP it was spoken to in, and from where."""

    def __init__(self, judge, certificate, key, log):
        self.judge, self.versions, self.clients, self.troubles, self.served = judge, [], set(), {}, 0
        listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.url = f"https://127.0.0.1:{listener.getsockname()[1]}"
        config = Config()
        config.bind = [f"fd://{listener.detach()}"]
        config.certfile, config.keyfile, config.errorlog = str(certificate), str(key), str(log)
        config.graceful_timeout = 1
        self.loop, self.over = asyncio.new_event_loop(), asyncio.Event()
        self.thread = threading.Thread(target=self.run, args=(config,), daemon=True)
        self.thread.start()

    def run(self, config):
        asyncio.set_event_loop(self.loop)
        self.loop.run_until_complete(serve(self.app, config, shutdown_trigger=self.over.wait, mode="asgi"))

    async def app(self, scope, receive, send):
        if scope["type"] == "lifespan":
            while (await receive())["type"] != "lifespan.shutdown":
                await send({"type": "lifespan.startup.complete"})
            return await send({"type": "lifespan.shutdown.complete"})
        raw, more = b"", True
        while more:
            message = await receive()
            raw, more = raw + message.get("body", b""), message.get("more_body", False)
        self.versions.append(scope["http_version"])
        self.clients.add(tuple(scope["client"]))
        self.served += 1
        trouble = self.troubles.pop(self.served, None)
        if trouble == "silence":
            while (await receive())["type"] != "http.disconnect":
                pass
            return
        headers = {name.decode().lower(): value.decode() for name, value in scope["headers"]}
        status, answer = self.judge.judge(scope["path"], raw, headers)
        body = answer.encode()
        await asyncio.sleep(0.01)
        await send({"type": "http.response.start", "status": status, "headers": [
            (b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]})
        if trouble == "break":
            await send({"type": "http.response.body", "body": body[:20], "more_body": True})
            raise RuntimeError("the stream breaks off, as a test wants it")
        await send({"type": "http.response.body", "body": body})

    def close(self):
        self.loop.call_soon_threadsafe(self.over.set)
        self.thread.join(10)
