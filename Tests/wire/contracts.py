"""What the providers' own Python packages take as a request and give as a response.

Nothing here says what a right request is: the types of the packages do. Each contract validates with them, strictly and
without unknown keys, and makes its answers with the packages' response types.
"""
import importlib
import inspect
import json
import pkgutil
import sys
import typing

# The packages say `Iterable` where JSON has a list. Pydantic reads an `Iterable` lazily, and would let through what is in it.
typing.Iterable = typing.List

import typing_extensions
from pydantic import BaseModel, TypeAdapter


class Refused(Exception):
    """A request that its provider's package does not take."""


def forbid_unknown_keys(package):
    """Makes every typed dictionary and model of a package refuse keys that it does not name."""
    for module in pkgutil.walk_packages(importlib.import_module(package).__path__, package + "."):
        for value in list(vars(importlib.import_module(module.name)).values()):
            if typing.is_typeddict(value) or typing_extensions.is_typeddict(value):
                value.__pydantic_config__ = {"extra": "forbid", "arbitrary_types_allowed": True}
            elif inspect.isclass(value) and issubclass(value, BaseModel) and value.__module__.startswith(package):
                value.model_config["extra"] = "forbid"


def validated(adapter, raw):
    try:
        adapter.validate_json(raw, strict=True)
    except ValueError as error:
        raise Refused(str(error)[:2000]) from None


def whole(model, value, what):
    """Validates with a model that may ignore keys, and refuses what it ignored: nothing may get lost on the way back."""
    try:
        made = model.model_validate(value)
    except ValueError as error:
        raise Refused(f"{what}: {str(error)[:2000]}") from None
    back = json.loads(made.model_dump_json(by_alias=True, exclude_unset=True))
    lost = missing(value, back, what)
    if lost:
        raise Refused(f"{lost} is unknown")


def missing(sent, kept, path):
    if isinstance(sent, dict):
        if not isinstance(kept, dict):
            return path
        for key, value in sent.items():
            if key not in kept:
                return f"{path}.{key}"
            found = missing(value, kept[key], f"{path}.{key}")
            if found:
                return found
    elif isinstance(sent, list):
        if not isinstance(kept, list) or len(kept) != len(sent):
            return path
        for index, value in enumerate(sent):
            found = missing(value, kept[index], f"{path}[{index}]")
            if found:
                return found
    return None


def text_of(content, key="text"):
    """The text of a content that is one text or a list of parts."""
    if content is None:
        return ""
    if isinstance(content, str):
        return content
    return "".join(part.get(key, "") for part in content)


class Asked:
    """What a request says, whatever API it came in."""

    def __init__(self):
        self.system = ""
        self.question = ""
        # Since the last user's message: (id or name, text, whether the tool failed).
        self.results = []
        self.calls = 0
        self.tools = []
        self.wants_json = False
        self.seed = None
        # What the API had asked to get back word for word with the calls.
        self.carried = []

    def user(self, text):
        self.question, self.results, self.calls, self.carried = text, [], 0, []


THOUGHT = "c2lnbmVkLXRob3VnaHQ="
MODEL = "wire-2026-11-02"


class OpenAIChat:
    name, path = "openai-chat", "/chat/completions"

    def __init__(self):
        from openai.types.chat import ChatCompletion
        from openai.types.chat.completion_create_params import CompletionCreateParamsNonStreaming

        self.request, self.response = TypeAdapter(CompletionCreateParamsNonStreaming), ChatCompletion

    def read(self, body, raw, headers):
        validated(self.request, raw)
        asked = Asked()
        asked.tools, asked.seed = body.get("tools", []), body.get("seed")
        asked.wants_json = body.get("response_format", {}).get("type", "text") != "text"
        for message in body["messages"]:
            match message["role"]:
                case "system": asked.system += text_of(message["content"])
                case "user": asked.user(text_of(message["content"]))
                case "assistant": asked.calls += len(message.get("tool_calls", []))
                case "tool": asked.results.append((message["tool_call_id"], text_of(message["content"]), None))
        return asked

    def answer(self, text, calls):
        message = {"role": "assistant", "content": text, "refusal": None}
        if calls:
            message["tool_calls"] = [
                {"id": id, "type": "function", "function": {"name": name, "arguments": json.dumps(arguments)}}
                for id, name, arguments in calls
            ]
        return self.response.model_validate({
            "id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": MODEL, "system_fingerprint": "fp_wire",
            "choices": [{"index": 0, "message": message, "logprobs": None,
                         "finish_reason": "tool_calls" if calls else "stop"}],
            "usage": {"prompt_tokens": 30, "completion_tokens": 7, "total_tokens": 37,
                      "prompt_tokens_details": {"cached_tokens": 5}, "completion_tokens_details": {"reasoning_tokens": 2}},
        }).model_dump_json()

    def error(self, message):
        return {"error": {"message": message, "type": "invalid_request_error", "param": None, "code": None}}


class OpenAIResponses:
    name, path = "openai-responses", "/responses"

    def __init__(self):
        from openai.types.responses import Response
        from openai.types.responses.response_create_params import ResponseCreateParamsNonStreaming

        self.request, self.response = TypeAdapter(ResponseCreateParamsNonStreaming), Response

    def read(self, body, raw, headers):
        validated(self.request, raw)
        asked = Asked()
        asked.system, asked.tools = body.get("instructions") or "", body.get("tools", [])
        asked.wants_json = body.get("text", {}).get("format", {}).get("type", "text") != "text"
        for item in body["input"]:
            match item.get("type", "message"):
                case "message" if item["role"] == "user": asked.user(text_of(item["content"]))
                case "message" if item["role"] == "system": asked.system += text_of(item["content"])
                case "reasoning": asked.carried.append(item.get("encrypted_content"))
                case "function_call": asked.calls += 1
                case "function_call_output": asked.results.append((item["call_id"], text_of(item["output"]), None))
        if asked.calls and len(asked.carried) != turns_before(asked.calls):
            raise Refused("the reasoning of a turn with calls did not come back")
        return asked

    def answer(self, text, calls):
        output = []
        if calls:
            output.append({"type": "reasoning", "id": "rs_1", "summary": [], "encrypted_content": THOUGHT})
        for id, name, arguments in calls:
            output.append({"type": "function_call", "id": "fc_" + id, "call_id": id, "name": name, "status": "completed",
                           "arguments": json.dumps(arguments)})
        if text is not None:
            output.append({"type": "message", "id": "msg_1", "role": "assistant", "status": "completed",
                           "content": [{"type": "output_text", "text": text, "annotations": []}]})
        return self.response.model_validate({
            "id": "resp_1", "object": "response", "created_at": 1, "status": "completed", "model": MODEL, "output": output,
            "parallel_tool_calls": True, "tool_choice": "auto", "tools": [], "error": None, "incomplete_details": None,
            "usage": {"input_tokens": 30, "input_tokens_details": {"cached_tokens": 5, "cache_write_tokens": 0},
                      "output_tokens": 7, "output_tokens_details": {"reasoning_tokens": 2}, "total_tokens": 37},
        }).model_dump_json(exclude_unset=True)

    error = OpenAIChat.error


class Anthropic:
    path = "/v1/messages"

    def __init__(self, name="anthropic"):
        self.name = name
        forbid_unknown_keys("anthropic.types")
        from anthropic.types import Message
        from anthropic.types.message_create_params import MessageCreateParamsNonStreaming

        self.request, self.response = TypeAdapter(MessageCreateParamsNonStreaming), Message

    def read(self, body, raw, headers):
        validated(self.request, raw)
        if headers.get("anthropic-version") != "2023-06-01":
            raise Refused("the header anthropic-version is missing")
        asked = Asked()
        asked.system, asked.tools = text_of(body.get("system")), body.get("tools", [])
        asked.wants_json = "format" in body.get("output_config", {})
        for message in body["messages"]:
            for block in message["content"]:
                match block["type"]:
                    case "text" if message["role"] == "user": asked.user(block["text"])
                    case "thinking": asked.carried.append(block["signature"])
                    case "tool_use": asked.calls += 1
                    case "tool_result":
                        asked.results.append((block["tool_use_id"], text_of(block["content"]), block.get("is_error", False)))
        if asked.calls and len(asked.carried) != turns_before(asked.calls):
            raise Refused("the thoughts of a turn with calls did not come back")
        return asked

    def answer(self, text, calls):
        content = [{"type": "thinking", "thinking": "I look it up.", "signature": THOUGHT}] if calls else []
        if text is not None:
            content.append({"type": "text", "text": text})
        content += [{"type": "tool_use", "id": id, "name": name, "input": arguments} for id, name, arguments in calls]
        return self.response.model_validate({
            "id": "msg_1", "type": "message", "role": "assistant", "model": MODEL, "content": content,
            "stop_reason": "tool_use" if calls else "end_turn", "stop_sequence": None,
            "usage": {"input_tokens": 25, "cache_read_input_tokens": 5, "cache_creation_input_tokens": 0, "output_tokens": 7},
        }).model_dump_json(exclude_unset=True)

    def error(self, message):
        return {"type": "error", "error": {"type": "invalid_request_error", "message": message}}


class Gemini:
    name, path = "gemini", f"/models/{MODEL}:generateContent"

    def __init__(self):
        from google.genai import types

        self.types = types

    def read(self, body, raw, headers):
        types = self.types
        parts = {"contents": types.Content, "systemInstruction": types.Content, "tools": types.Tool,
                 "toolConfig": types.ToolConfig, "generationConfig": types.GenerationConfig}
        if "contents" not in body:
            raise Refused("contents is missing")
        for key, value in body.items():
            if key not in parts:
                raise Refused(f"{key} is unknown")
            for one in value if isinstance(value, list) else [value]:
                whole(parts[key], one, key)
        asked = Asked()
        asked.system = text_of(body.get("systemInstruction", {}).get("parts"))
        asked.tools = [one for tool in body.get("tools", []) for one in tool["functionDeclarations"]]
        asked.wants_json = "responseMimeType" in body.get("generationConfig", {})
        asked.seed = body.get("generationConfig", {}).get("seed")
        for content in body["contents"]:
            for part in content["parts"]:
                if "text" in part and content["role"] == "user":
                    asked.user(part["text"])
                if "functionCall" in part:
                    asked.calls += 1
                    asked.carried += [part["thoughtSignature"]] if "thoughtSignature" in part else []
                if "functionResponse" in part:
                    response = part["functionResponse"]["response"]
                    asked.results.append((part["functionResponse"]["id"], json.dumps(response), "error" in response))
        if asked.calls and len(asked.carried) != turns_before(asked.calls):
            raise Refused("the signature of a thought did not come back")
        return asked

    def answer(self, text, calls):
        parts = [{"text": text}] if text is not None else []
        for index, (id, name, arguments) in enumerate(calls):
            part = {"functionCall": {"id": id, "name": name, "args": arguments}}
            if index == 0:
                part["thoughtSignature"] = THOUGHT
            parts.append(part)
        return self.types.GenerateContentResponse.model_validate({
            "candidates": [{"index": 0, "content": {"role": "model", "parts": parts}, "finishReason": "STOP"}],
            "modelVersion": MODEL, "responseId": "r1",
            "usageMetadata": {"promptTokenCount": 30, "cachedContentTokenCount": 5, "candidatesTokenCount": 5,
                              "thoughtsTokenCount": 2, "totalTokenCount": 37},
        }).model_dump_json(by_alias=True, exclude_unset=True)

    def error(self, message):
        return {"error": {"code": 400, "message": message, "status": "INVALID_ARGUMENT"}}


class Bedrock:
    name, path = "bedrock", f"/model/{MODEL}/converse"
    credentials = ("AKIDWIREEXAMPLE", "wire-secret-key-of-nobody", "wire-session-token")

    def __init__(self):
        import botocore.session
        from botocore.validate import ParamValidator

        model = botocore.session.Session().get_service_model("bedrock-runtime").operation_model("Converse")
        self.request, self.response, self.validator = model.input_shape, model.output_shape, ParamValidator()

    def read(self, body, raw, headers):
        report = self.validator.validate({"modelId": MODEL, **body}, self.request)
        if report.has_errors():
            raise Refused(report.generate_report())
        self.check_signature(raw, headers)
        asked = Asked()
        asked.system = text_of(body.get("system"))
        asked.tools = body.get("toolConfig", {}).get("tools", [])
        for message in body["messages"]:
            for block in message["content"]:
                if "text" in block and message["role"] == "user":
                    asked.user(block["text"])
                asked.calls += "toolUse" in block
                if "toolResult" in block:
                    result = block["toolResult"]
                    asked.results.append((result["toolUseId"], json.dumps(result["content"]), result.get("status") == "error"))
        return asked

    def check_signature(self, raw, headers):
        """The signature that botocore makes of the request as it arrived."""
        from botocore.auth import SigV4Auth
        from botocore.awsrequest import AWSRequest
        from botocore.credentials import Credentials

        given = headers.get("authorization", "")
        signed = given.partition("SignedHeaders=")[2].partition(",")[0].split(";")
        auth = SigV4Auth(Credentials(*self.credentials), "bedrock", "eu-central-1")
        request = AWSRequest(method="POST", url=f"http://{headers['host']}/bedrock{self.path}", data=raw)
        for name in signed:
            request.headers[name] = headers.get(name, "")
        request.context["timestamp"] = headers.get("x-amz-date", "")
        if headers.get("x-amz-security-token") != self.credentials[2] or "x-amz-security-token" not in signed:
            raise Refused("the session token is missing or not signed")
        expected = auth.signature(auth.string_to_sign(request, auth.canonical_request(request)), request)
        if not given.endswith("Signature=" + expected):
            raise Refused("the signature is not that of botocore")

    def answer(self, text, calls):
        content = [{"text": text}] if text is not None else []
        content += [{"toolUse": {"toolUseId": id, "name": name, "input": arguments}} for id, name, arguments in calls]
        answer = {
            "output": {"message": {"role": "assistant", "content": content}},
            "stopReason": "tool_use" if calls else "end_turn",
            "usage": {"inputTokens": 25, "outputTokens": 7, "totalTokens": 37, "cacheReadInputTokens": 5},
            "metrics": {"latencyMs": 3},
        }
        report = self.validator.validate(answer, self.response)
        assert not report.has_errors(), report.generate_report()
        return json.dumps(answer)

    def error(self, message):
        return {"message": message}


class Ollama:
    name, path = "ollama", "/api/chat"

    def __init__(self):
        from ollama import _types

        self.types = _types

    def read(self, body, raw, headers):
        whole(self.types.ChatRequest, body, "request")
        whole(self.types.Options, body.get("options", {}), "options")
        for message in body["messages"]:
            whole(self.types.Message, message, "message")
        asked = Asked()
        asked.tools, asked.seed = body.get("tools", []), body.get("options", {}).get("seed")
        asked.wants_json = "format" in body
        for message in body["messages"]:
            match message["role"]:
                case "system": asked.system += message["content"]
                case "user": asked.user(message["content"])
                case "assistant": asked.calls += len(message.get("tool_calls", []))
                case "tool": asked.results.append((message["tool_name"], message["content"], None))
        return asked

    def answer(self, text, calls):
        message = {"role": "assistant", "content": text or ""}
        if calls:
            message["tool_calls"] = [{"function": {"name": name, "arguments": arguments}} for _, name, arguments in calls]
        return self.types.ChatResponse.model_validate({
            "model": MODEL, "created_at": "2026-11-02T00:00:00Z", "done": True, "done_reason": "stop", "message": message,
            "prompt_eval_count": 30, "eval_count": 7,
        }).model_dump_json(exclude_unset=True)

    def error(self, message):
        return {"error": message}


def turns_before(calls):
    """How many turns had made so many calls: the first makes one, the second two."""
    return 1 if calls == 1 else 2


def all_contracts(earlier):
    """The contracts; `earlier` is the folder of the last anthropic package whose types have sampling parameters."""
    forbid_unknown_keys("openai.types")
    contracts = [OpenAIChat(), OpenAIResponses(), Anthropic(), Gemini(), Bedrock(), Ollama()]
    for name in [name for name in sys.modules if name.partition(".")[0] == "anthropic"]:
        del sys.modules[name]
    sys.path.insert(0, earlier)
    contracts.append(Anthropic("anthropic-sampling"))
    sys.path.remove(earlier)
    return contracts
