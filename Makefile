# make run   sets up what is missing and starts the service with demo people and drafts
# make test  lint, types, import contracts and every test
PY ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PORT ?= 8000

.PHONY: run test bench typo-model near-allow scores index golden lock clean
.DEFAULT_GOAL := run

run: $(VENV)/.run
	$(BIN)/xianshen serve --demo --port $(PORT)

test: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/pytest -n auto --ignore=tests/browser
	$(BIN)/pytest tests/browser

bench: $(VENV)/.dev
	$(BIN)/python -m tests.bench

# make scores CORPUS=folder CSC="set.jsonl …" DAYS="name=1998-06-01"; parts without texts are kept
scores: $(VENV)/.dev
	$(BIN)/xianshen rules score --write $(if $(CORPUS),--corpus $(CORPUS)) \
	  $(foreach day,$(DAYS),--corpus-day $(day)) $(if $(CSC),--csc $(CSC))

# make typo-model CORPUS=… EVALUATION=… [MORE=…]: text files of prose like that to be read, a folder
# with csc/ and clean/, and other prose; about an hour. Unihan and the font come from the system
# (Debian: unicode-data, fonts-noto-cjk). Seeded throughout; that two whole runs give one file was not tried.
UNIHAN ?= /usr/share/unicode
FONT ?= /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc
typo-model: $(VENV)/.models
	OPENBLAS_NUM_THREADS=2 OMP_NUM_THREADS=1 $(BIN)/python -m tests.training.typos --corpus "$(CORPUS)" \
	  $(if $(MORE),--more "$(MORE)") --evaluation "$(EVALUATION)" --unihan "$(UNIHAN)" \
	  --font "$(FONT)" --date "$(or $(DATE),$(shell date +%F))" --out review/typos/typos.model

index: $(VENV)/.dev
	$(BIN)/pytest -q --golden=update tests/rules/test_house_rules.py -k page_of_all_rules

golden: $(VENV)/.dev
	$(BIN)/pytest -q --golden=update tests/golden tests/rules/test_house_rules.py
	git diff --stat -- tests/golden rules/INDEX.md

# what clean prose does with the phrases of the near-miss rules, learned anew; CORPUS: a folder of
# .txt or .txt.xz, EXCEPT: a folder of texts kept for measuring
near-allow: $(VENV)/.dev
	$(BIN)/python -m rules.seen_slips $(CORPUS) $(EXCEPT)

# versions and hashes, no addresses; commit the result
lock: $(VENV)/.dev
	$(BIN)/python -m pip --version >/dev/null 2>&1 || true
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-annotate --no-header \
	  --extra dev pyproject.toml -o requirements-dev.lock

$(VENV)/.run: pyproject.toml
	@if command -v uv >/dev/null; then uv venv -q --allow-existing -p "$$(command -v $(PY))" $(VENV) \
	  && uv pip install -q -p $(BIN)/python -e .; \
	else $(PY) -m venv $(VENV) && $(BIN)/python -m pip install -q --disable-pip-version-check -e .; fi
	@touch $@

$(VENV)/.dev: pyproject.toml requirements-dev.lock
	@if command -v uv >/dev/null; then uv venv -q --allow-existing -p "$$(command -v $(PY))" $(VENV) \
	  && uv pip install -q -p $(BIN)/python --require-hashes -r requirements-dev.lock \
	  && uv pip install -q -p $(BIN)/python --no-deps -e .; \
	else $(PY) -m venv $(VENV) \
	  && $(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock \
	  && $(BIN)/python -m pip install -q --disable-pip-version-check --no-deps -e .; fi
	@touch $@ $(VENV)/.run

$(VENV)/.models: pyproject.toml
	@if command -v uv >/dev/null; then uv venv -q --allow-existing -p "$$(command -v $(PY))" $(VENV) \
	  && uv pip install -q -p $(BIN)/python -e ".[models]"; \
	else $(PY) -m venv $(VENV) && $(BIN)/python -m pip install -q --disable-pip-version-check -e ".[models]"; fi
	@touch $@

clean:
	rm -rf $(VENV) var dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
