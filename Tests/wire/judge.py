"""A server that answers only what the providers' own packages accept, with answers that they made."""
import json
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from contracts import Refused

KEY = "sk-wire-0123456789abcdef"
SYSTEM = "You answer for the wire."
KEY_HEADERS = {"openai-chat": ("authorization", "Bearer " + KEY), "openai-responses": ("authorization", "Bearer " + KEY),
               "azure": ("api-key", KEY), "anthropic": ("x-api-key", KEY), "gemini": ("x-goog-api-key", KEY),
               "ollama": ("authorization", "Bearer " + KEY), "anthropic-sampling": ("x-api-key", KEY)}


def script(asked):
    """What the model says: a text, or calls as (id, name, arguments). Everything asked for comes back in the text."""
    if asked.tools:
        if not asked.results:
            return None, [("call_a", "lookup_order", {"order_id": 8812})]
        if len(asked.results) == 1:
            return None, [("call_b", "lookup_order", {"order_id": 8813}), ("call_c", "ping", {})]
        return "; ".join(text for _, text, _ in asked.results), []
    if asked.wants_json:
        return json.dumps({"verdict": "granted", "asked": asked.question}), []
    return f"You asked: {asked.question}", []


class Judge:
    """The server; `accepted`, `refused` and `bodies` are by the name of the API."""

    def __init__(self, contracts, certificate=None):
        self.contracts = {contract.name: contract for contract in contracts}
        self.contracts["azure"] = self.contracts["openai-chat"]
        self.accepted, self.refused, self.bodies, self.reasons = {}, {}, {}, []
        self.lock = threading.Lock()
        judge = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_): pass

            def do_POST(self):
                raw = self.rfile.read(int(self.headers["content-length"]))
                status, answer = judge.judge(self.path, raw, {key.lower(): value for key, value in self.headers.items()})
                body = answer.encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        class Server(ThreadingHTTPServer):
            request_queue_size, daemon_threads = 256, True

            def handle_error(self, *_): pass  # A client that refuses a certificate is one of the tests.

        self.server = Server(("127.0.0.1", 0), Handler)
        scheme = "http"
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*certificate)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True, do_handshake_on_connect=False)
            scheme = "https"
        self.url = f"{scheme}://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def judge(self, path, raw, headers):
        """The status and the body of the answer to a request; the first part of the path names the API."""
        name, _, rest = path.lstrip("/").partition("/")
        contract = self.contracts.get(name)
        if contract is None:
            return 404, "{}"
        try:
            wanted = "/openai/deployments/wire/chat/completions?api-version=2024-10-21" if name == "azure" else contract.path
            if "/" + rest != wanted:
                raise Refused(f"the path /{rest} is not {wanted}")
            header, value = KEY_HEADERS.get(name, (None, None))
            if header and headers.get(header) != value:
                return 401, json.dumps(contract.error("the key is not accepted"))
            if headers.get("content-type") != "application/json":
                raise Refused("the content type is not JSON")
            asked = contract.read(json.loads(raw), raw, headers)
            if asked.system.partition("\n")[0] != SYSTEM:
                raise Refused(f"the system prompt is {asked.system!r}")
            answer = contract.answer(*script(asked))
        except (Refused, json.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
            with self.lock:
                self.refused[name] = self.refused.get(name, 0) + 1
                self.reasons.append(f"{name}: {error!r}"[:600])
            return 400, json.dumps(contract.error(str(error)))
        with self.lock:
            self.accepted[name] = self.accepted.get(name, 0) + 1
            self.bodies.setdefault(name, []).append((path, raw, headers))
        return 200, answer

    def counts(self, name):
        with self.lock:
            return self.accepted.get(name, 0), self.refused.get(name, 0)

    def close(self):
        self.server.shutdown()
        self.server.server_close()
