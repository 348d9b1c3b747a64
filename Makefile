# relapse: on a fresh machine `make demo` and `make test` do everything.

SWIFT   ?= swift
# Flags of every build; `make check` and CI add the strict ones.
FLAGS   ?=
STRICT  := -Xswiftc -warnings-as-errors --explicit-target-dependency-import-check error
RELAPSE  = $$($(SWIFT) build $(FLAGS) --product relapse --show-bin-path)/relapse

APT     := pkg-config libyaml-dev libcmark-gfm-dev libcmark-gfm-extensions-dev libpcre2-dev libcurl4-openssl-dev zlib1g-dev
BREW    := pkg-config libyaml cmark-gfm pcre2 curl zlib
MODULES := yaml-0.1 libcmark-gfm libpcre2-8 libcurl zlib

.PHONY: demo test check build bench wire deps swift clean sample help

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
	@bench=$$($(SWIFT) build -c release --show-bin-path)/relapse-bench; $$bench decide; $$bench compare; $$bench http

wire: build ## requests judged by packages of the providers and by LiteLLM, from PyPI
	@Tests/wire/run "$(RELAPSE)"

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
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile
