"""Every adapter against its provider's own request types."""
import copy
import json

from contracts import Bedrock, MODEL
from judge import KEY

ENVIRONMENT = {"WIRE_KEY": KEY, "AWS_ACCESS_KEY_ID": Bedrock.credentials[0],
               "AWS_SECRET_ACCESS_KEY": Bedrock.credentials[1], "AWS_SESSION_TOKEN": Bedrock.credentials[2]}
SCHEMA = {"type": "object", "properties": {"verdict": {"type": "string"}, "asked": {"type": "string"}},
          "required": ["verdict", "asked"], "additionalProperties": False}
JSON_FORMAT = {"type": "json_schema", "json_schema": {"name": "verdict", "schema": SCHEMA, "strict": True}}
TEXT_CASES = ("WIRE-1-text", "WIRE-1-dialogue", "WIRE-1-tools")

# Every parameter that the API has, in the form that a target states it.
PARAMETERS = {
    "openai-chat": {"temperature": 0.7, "top_p": 0.9, "max_tokens": 200, "seed": "per-trial", "stop": ["END", "STOP"],
                    "frequency_penalty": 0.5, "presence_penalty": 0.25, "reasoning_effort": "low",
                    "parallel_tool_calls": True, "tool_choice": "auto"},
    "openai-responses": {"temperature": 0.7, "top_p": 0.9, "max_tokens": 200, "reasoning_effort": "low",
                         "parallel_tool_calls": True, "tool_choice": "auto"},
    "anthropic": {"max_tokens": 200, "stop": "END", "reasoning_effort": "low", "tool_choice": "auto"},
    # The types of today have no sampling parameters any more; models that were released before take them.
    "anthropic-sampling": {"temperature": 0.7, "top_p": 0.9, "top_k": 40, "max_tokens": 200, "stop": "END",
                           "tool_choice": "auto"},
    "gemini": {"temperature": 0.7, "top_p": 0.9, "top_k": 40, "max_tokens": 200, "seed": "per-trial", "stop": "END",
               "frequency_penalty": 0.5, "presence_penalty": 0.25, "tool_choice": "auto"},
    "bedrock": {"temperature": 0.7, "top_p": 0.9, "max_tokens": 200, "stop": "END", "tool_choice": "auto"},
    "ollama": {"temperature": 0.7, "top_p": 0.9, "top_k": 40, "max_tokens": 200, "seed": "per-trial", "stop": "END",
               "frequency_penalty": 0.5, "presence_penalty": 0.25},
}
CHOICES = {"openai-chat": ("required", "none", {"name": "ping"}), "openai-responses": ("required", "none", {"name": "ping"}),
           "anthropic": ("required", "none", {"name": "ping"}), "gemini": ("required", "none", {"name": "ping"}),
           "bedrock": ("required", {"name": "ping"})}


def keys(name, url):
    """What a target of an adapter needs beside its parameters."""
    adapter = {"azure": "openai-chat", "anthropic-sampling": "anthropic"}.get(name, name)
    keys = {"base_url": f"{url}/{name}", "key_env": "WIRE_KEY"}
    if name == "bedrock":
        keys.update(key_env=None, bedrock={"region": "eu-central-1"})
    if name == "azure":
        keys["azure"] = {"deployment": "wire", "api_version": "2024-10-21"}
    return adapter, keys


def show(workshop, judge):
    for name in ("openai-chat", "azure", "openai-responses", "anthropic", "anthropic-sampling", "gemini", "bedrock", "ollama"):
        workshop.section(name)
        adapter, more = keys(name, judge.url)
        needed = {"max_tokens": 200} if adapter == "anthropic" else {}
        cases = [word for case in TEXT_CASES for word in ("--case", case)]

        target = workshop.target(f"{name}-plain", adapter, parameters=needed, **more)
        outcome = workshop.run(target, *cases, **ENVIRONMENT)
        workshop.all_passed("messages, system, documents, tools over three turns", outcome, 9)
        returned(workshop, adapter, outcome)

        target = workshop.target(f"{name}-all", adapter, parameters=PARAMETERS.get(name, PARAMETERS[adapter]), **more)
        workshop.all_passed("every parameter that the API has", workshop.run(target, *cases, **ENVIRONMENT), 9)
        for number, choice in enumerate(CHOICES.get(adapter, ())):
            target = workshop.target(f"{name}-choice-{number}", adapter, parameters={**needed, "tool_choice": choice}, **more)
            outcome = workshop.run(target, "--case", "WIRE-1-tools", trials=1, **ENVIRONMENT)
            workshop.all_passed(f"tool_choice {choice}", outcome, 1)
        if name != "bedrock":
            formats = [JSON_FORMAT] + ([{"type": "json_object"}] if adapter != "anthropic" else [])
            for number, form in enumerate(formats):
                target = workshop.target(
                    f"{name}-json-{number}", adapter, parameters={**needed, "response_format": form}, **more)
                outcome = workshop.run(target, "--case", "WIRE-1-json", **ENVIRONMENT)
                workshop.all_passed(f"JSON output ({form['type']})", outcome, 3)
        accepted, refused = judge.counts(name)
        workshop.check(f"{accepted} requests accepted by the provider's types, {refused} refused",
                       accepted > 0 and refused == 0, judge.reasons[-3:])
        workshop.figures.append((name, accepted))
        bite(workshop, judge, name)

        extra = {"additionalModelRequestFields": {"a": 1}, "wire_nonsense": 1}
        target = workshop.target(f"{name}-nonsense", adapter, parameters=needed, extra_body=extra, **more)
        outcome = workshop.relapse("doctor", workshop.evalset, "--target", target, **ENVIRONMENT)
        workshop.check("a key that the API lacks is refused by it, and doctor says so (exit 4)",
                       outcome.returncode == 4 and "target-bad-request" in outcome.stderr, outcome.stdout + outcome.stderr)
        if name != "bedrock":
            outcome = workshop.relapse("doctor", workshop.evalset, "--target", f"{name}-plain", WIRE_KEY="sk-another-key-1")
            said = outcome.stdout + outcome.stderr
            workshop.check("another key is refused, and doctor says so without showing it",
                           outcome.returncode == 4 and "target-auth" in said and "sk-another-key-1" not in said, said)


def returned(workshop, adapter, outcome):
    """What the API returns beside the answer stands in the record of every trial; the judge says the same each time."""
    keys = ("input_tokens", "output_tokens", "cached_input_tokens", "reasoning_tokens")
    one = (30, 7, 0 if adapter == "ollama" else 5, 2 if adapter in ("openai-chat", "openai-responses", "gemini") else 0)
    # Ollama names no cached tokens, Anthropic, Bedrock and Ollama no thoughts apart, and Bedrock no model.
    model = None if adapter == "bedrock" else MODEL
    wrong = []
    for trial in outcome.trials():
        requests = 3 if trial["case"] == "WIRE-1-tools" else 1
        usage = tuple(trial["usage"].get(key, 0) for key in keys)
        if usage != tuple(requests * count for count in one) or trial.get("model") != model:
            wrong.append((trial["case"], usage, trial.get("model")))
    said = "the API names no model" if model is None else f"the model is {model}"
    workshop.check(f"tokens are read, {one[0]} in ({one[2]} cached), {one[1]} out ({one[3]} of thoughts) a request; {said}",
                   len(outcome.trials()) == 9 and not wrong, wrong or outcome.words())


def bite(workshop, judge, name):
    """A judge that cannot refuse proves nothing: requests that were accepted, each spoilt in one place."""
    spoilt, let_through = 0, []
    tried = set()
    for path, raw, headers in judge.bodies.get(name, []):
        body = json.loads(raw)
        for what, change in changes(body):
            if what in tried:
                continue
            tried.add(what)
            other = copy.deepcopy(body)
            change(other)
            spoilt += 1
            status, _ = judge.judge(path, json.dumps(other).encode(), headers)
            if status == 200:
                let_through.append(what)
    workshop.check(f"{spoilt} spoilt requests, {spoilt - len(let_through)} refused", spoilt > 5 and not let_through, let_through)


# What holds a user's own JSON: any key is right there.
FREE = {"parameters", "parametersJsonSchema", "responseJsonSchema", "input_schema", "schema", "arguments", "args", "input",
        "response", "json", "format"}


def changes(body):
    """(what is changed, how) for each place of a body: an unknown key, and a value of another kind."""
    def walk(value, path, reach):
        if isinstance(value, dict):
            yield f"unknown key in {'.'.join(path) or 'the body'}", lambda other: reach(other).update(wire_nonsense=1)
            for key, inner in value.items():
                if key not in FREE or (path == [] and key == "input"):
                    yield from walk(inner, path + [key], lambda other, key=key: reach(other)[key])
                if isinstance(inner, (str, list)) and key not in FREE | {"type", "content", "stop", "response_format"}:
                    yield f"a number as {'.'.join(path + [key])}", lambda other, key=key: reach(other).update({key: 7})
        elif isinstance(value, list):
            for index, inner in enumerate(value):
                yield from walk(inner, path + ["[]"], lambda other, index=index: reach(other)[index])

    return walk(body, [], lambda other: other)
