# relapse: on a fresh machine `make demo` and `make test` do everything.

SWIFT   ?= swift
# Flags of every build; `make check` and CI add the strict ones.
FLAGS   ?=
STRICT  := -Xswiftc -warnings-as-errors --explicit-target-dependency-import-check error
RELAPSE  = $$($(SWIFT) build $(FLAGS) --product relapse --show-bin-path)/relapse

APT     := pkg-config libyaml-dev libcmark-gfm-dev libcmark-gfm-extensions-dev libpcre2-dev libcurl4-openssl-dev zlib1g-dev
BREW    := pkg-config libyaml cmark-gfm pcre2 curl zlib
MODULES := yaml-0.1 libcmark-gfm libpcre2-8 libcurl zlib

.PHONY: demo test check build bench wire soak soak-asan soak-tsan soak-kill deps swift clean sample help

demo: build ## the whole way, from a postmortem to a failing gate, with the built-in simulator
	@$(RELAPSE) demo

test: deps ## every test
	@$(SWIFT) test $(FLAGS)

build: deps ## the program, debug
	@$(SWIFT) build $(FLAGS) --product relapse

check: deps ## format, imports, warnings as errors, the shipped evalsets
	@$(SWIFT) format lint --strict --recursive Package.swift Sources Tests
	@$(SWIFT) build $(STRICT) --build-tests
	@$$($(SWIFT) build $(STRICT) --show-bin-path)/relapse check evalsets/*

bench: deps ## what it costs: release build
	@$(SWIFT) build -c release --product relapse-bench
	@bench=$$($(SWIFT) build -c release --show-bin-path)/relapse-bench; $$bench decide; $$bench import; $$bench http; $$bench run; $$bench memory

soak-kill: deps ## kill -9 at twenty random moments of a run of thousands of trials
	@RELAPSE_SOAK_KILL=1 $(SWIFT) test $(FLAGS) --filter KillTests

wire: build ## requests judged by packages of the providers and by LiteLLM, from PyPI
	@Tests/wire/run "$(RELAPSE)"

# The engine alone, 5% of the requests with a fault: nothing may be lost or left open. SOAK=5000 is a short form.
SOAK    ?= 200000
BENCH    = $$($(SWIFT) build $(1) --product relapse-bench --show-bin-path)/relapse-bench

soak: deps ## 200,000 requests through the HTTP engine, one in twenty with a fault
	@$(SWIFT) build $(FLAGS) --product relapse-bench
	@$(call BENCH,$(FLAGS)) soak $(SOAK)

soak-asan: deps ## the same under AddressSanitizer, with leaks
	@$(SWIFT) build --sanitize=address --scratch-path .build/asan --product relapse-bench
	@ASAN_OPTIONS=detect_leaks=1 $(call BENCH,--sanitize=address --scratch-path .build/asan) soak $(SOAK)

soak-tsan: deps ## the same under ThreadSanitizer
	@$(SWIFT) build --sanitize=thread --scratch-path .build/tsan --product relapse-bench
	@TSAN_OPTIONS=halt_on_error=0:exitcode=66 $(call BENCH,--sanitize=thread --scratch-path .build/tsan) soak $(SOAK)

sample: build ## writes the committed sample report anew
	@$(RELAPSE) demo --sample reports/sample

deps: swift ## installs the C libraries that are missing
	@if command -v pkg-config >/dev/null && pkg-config --exists $(MODULES) \
	  && [ -e "$$(pkg-config --variable=includedir libcmark-gfm)/cmark-gfm-core-extensions.h" ]; then :; \
	elif command -v apt-get >/dev/null; then \
	  sudo=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	  echo "installing $(APT)"; \
	  $$sudo apt-get update -qq && $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(APT) >/dev/null; \
	elif command -v brew >/dev/null; then \
	  echo "libraries are missing; install them with:  brew install $(BREW)"; exit 1; \
	else \
	  echo "libraries are missing: $(MODULES); install their development packages"; exit 1; \
	fi

swift:
	@command -v $(SWIFT) >/dev/null || { echo "relapse needs Swift 6.1 or later, and none is in PATH: https://www.swift.org/install"; exit 1; }
	@version=$$($(SWIFT) --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\)\.\([0-9]*\).*/\1 \2/p' | head -n 1); \
	set -- $$version; \
	if [ $$(( $${1:-0} * 100 + $${2:-0} )) -lt 601 ]; then echo "relapse needs Swift 6.1 or later; this is $${1:-an unknown version}.$${2:-}"; exit 1; fi

clean: ## removes what was built
	@rm -rf .build

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile
