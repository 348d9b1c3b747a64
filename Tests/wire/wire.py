"""Shows that what Relapse sends is what others take: `python wire.py RELAPSE EARLIER`; see docs/adapters.md."""
import sys
import time
from importlib.metadata import version

import gateway
import http2
import providers
import way
from contracts import all_contracts
from judge import Judge
from workshop import Workshop


def main():
    begin = time.monotonic()
    packages = ("openai", "anthropic", "google-genai", "ollama", "botocore", "litellm", "fastapi", "hypercorn", "pydantic")
    print("judged by " + ", ".join(f"{name} {version(name)}" for name in packages), flush=True)
    workshop = Workshop(sys.argv[1])
    judge = Judge(all_contracts(sys.argv[2]))
    # LiteLLM takes long to start; it does so while the others are asked.
    litellm = gateway.LiteLLM(workshop, judge)
    try:
        providers.show(workshop, judge)
        way.show(workshop, judge)
        http2.show(workshop, judge)
        litellm.show(workshop)
        workshop.section("")
    finally:
        litellm.close()
        judge.close()
        workshop.close()
    accepted = sum(count for _, count in workshop.figures)
    each = ", ".join(f"{name} {count}" for name, count in workshop.figures)
    print(f"requests accepted by software of others: {accepted} ({each})")
    print(f"wire: {workshop.passed} checks hold, {len(workshop.failed)} do not, {workshop.runs} runs, "
          f"{time.monotonic() - begin:.0f} s")
    for claim in workshop.failed:
        print(f"  does not hold: {claim}")
    return 1 if workshop.failed or workshop.passed < 130 else 0


sys.exit(main())
