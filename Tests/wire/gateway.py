"""LiteLLM's proxy, spoken to by three adapters: with its own mock responses, and before the judge."""
import json
import secrets
import sys
from pathlib import Path

from judge import KEY
from workshop import Program, free_port

CALL = {"id": "call_a", "type": "function", "function": {"name": "lookup_order", "arguments": '{"order_id": 8812}'}}
MODELS = {
    "mock-2026-11-02": {"mock_response": "You asked: a mock answers, 返金 \"quoted\""},
    "mock-calls-2026-11-02": {"mock_response": "I look.", "mock_tool_calls": [CALL]},
    "mock-busy-2026-11-02": {"mock_response": "litellm.RateLimitError"},
    "mock-long-2026-11-02": {"mock_response": "litellm.ContextWindowExceededError"},
    "mock-broken-2026-11-02": {"mock_response": "litellm.InternalServerError"},
}
# What LiteLLM makes of a request goes on to the judge. Messages become Chat Completions on the way; Responses stay what they
# are, as the proxy's own translation of them adds keys that the API does not have.
THROUGH = {"openai-chat": "hosted_vllm", "openai-responses": "openai"}
ADAPTERS = {"openai-chat": "/v1", "openai-responses": "/v1", "anthropic": ""}


class LiteLLM:
    def __init__(self, workshop, judge):
        self.port, self.key = free_port(), "sk-" + secrets.token_hex(16)
        config = workshop.folder / "litellm.yaml"
        models = [{"model_name": name, "litellm_params": {"model": "openai/gpt-4.1-2025-04-14", "api_key": "none", **mock}}
                  for name, mock in MODELS.items()]
        for name, provider in THROUGH.items():
            models.append({"model_name": f"through-{name}-2026-11-02", "litellm_params": {
                "model": f"{provider}/wire-2026-11-02", "api_base": f"{judge.url}/{name}", "api_key": KEY}})
        config.write_text(json.dumps({"model_list": models, "litellm_settings": {"telemetry": False, "num_retries": 0}}))
        program = str(Path(sys.executable).with_name("litellm"))
        self.server = Program(
            [program, "--config", str(config), "--host", "127.0.0.1", "--port", str(self.port), "--telemetry", "False"],
            workshop.folder / "litellm.log",
            {"LITELLM_MASTER_KEY": self.key, "LITELLM_LOCAL_MODEL_COST_MAP": "True", "LITELLM_LOG": "ERROR"})

    def show(self, workshop):
        workshop.section("LiteLLM proxy")
        ready = self.server.wait(self.port, 90)
        if not workshop.check("the proxy serves", ready, self.server.log.read_text()):
            return
        for adapter, path in ADAPTERS.items():
            self.ask(workshop, adapter, f"http://127.0.0.1:{self.port}{path}")

    def ask(self, workshop, adapter, url):
        def target(model):
            return workshop.target(f"litellm-{adapter}-{model}", adapter, model=model, base_url=url, key_env="LITELLM_KEY",
                                   parameters={"max_tokens": 100, "temperature": 0.7})

        def run(model, *words):
            return workshop.run(target(model), *words, trials=2, LITELLM_KEY=self.key)

        # The mock says the same to everything: what counts is that each trial was answered and its answer read.
        outcome = run("mock-2026-11-02")
        said = {turn["content"] for trial in outcome.trials() for turn in assistants(trial)}
        counts = outcome.counts or [0, 0, 0, 1]
        workshop.check(f"{adapter}: {counts[0]} trials of 4 cases answered, none errored",
                       counts[0] == 8 and counts[3] == 0 and said == {MODELS["mock-2026-11-02"]["mock_response"]},
                       (said, outcome.words()))
        used = {trial["usage"]["output_tokens"] > 0 for trial in outcome.trials()}
        models = {trial.get("model") for trial in outcome.trials()}
        workshop.check(f"{adapter}: tokens are read, and the model that LiteLLM names: {', '.join(map(str, models))}",
                       used == {True} and len(models) == 1 and None not in models, outcome.trials()[:1])
        cases = [word for name in ("text", "dialogue", "tools") for word in ("--case", f"WIRE-1-{name}")]
        outcome = run(f"through-{adapter if adapter in THROUGH else 'openai-chat'}-2026-11-02", *cases)
        workshop.all_passed(f"{adapter}: what the proxy passes on is whole, tools over three turns too", outcome, 6)
        if adapter == "openai-chat":  # The others' mocks have no calls.
            outcome = run("mock-calls-2026-11-02", "--case", "WIRE-1-tools")
            called = {call["name"] for trial in outcome.trials() for turn in assistants(trial)
                      for call in turn.get("tool_calls", [])}
            workshop.check(f"{adapter}: calls are read, and their results are taken", outcome.counts is not None
                           and outcome.counts[3] == 0 and called == {"lookup_order"}, (called, outcome.words()))
        for model, kind in () if adapter == "openai-responses" else (("mock-busy", "rate-limited"), ("mock-long", "context-length"), ("mock-broken", "server")):
            outcome = run(model + "-2026-11-02", "--case", "WIRE-1-text")
            kinds = {trial["error"]["kind"] for trial in outcome.trials() if trial.get("error")}
            workshop.check(f"{adapter}: {model} is {kind}", kinds == {kind} and outcome.status == 4,
                           (kinds, outcome.words()))
        outcome = workshop.relapse("doctor", workshop.evalset, "--target", target("mock-2026-11-02"), LITELLM_KEY="sk-wrong-1234")
        said = outcome.stdout + outcome.stderr
        workshop.check(f"{adapter}: a wrong key is refused, and is not shown",
                       outcome.returncode == 4 and "HTTP 4" in said and "sk-wrong-1234" not in said, said)

    def close(self):
        self.server.close()


def assistants(trial):
    """The assistant's turns of a trial of a record."""
    return [message["assistant"] if isinstance(message["assistant"], dict) else {"content": message["assistant"]}
            for message in trial["transcript"] if "assistant" in message]
