# Two commands need nothing before them: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test bench bench-reading rapat lint dist clean screenshots help

help:
	@echo "make demo   kecamatan contoh: formulir digambar, difoto, dibaca; PDF dan paket dibuat; jendela dibuka"
	@echo "make test   semua uji    make lint   gaya, tipe, aturan impor    make bench  pengukuran"
	@echo "make bench-reading   ribuan formulir digambar, difoto, dibaca (BENCH=--full atau --final)"
	@echo "make rapat  satu rapat pleno dari aktivasi sampai salinan bertanda tangan, di jendela sungguhan; dokumennya di build/rapat"
	@echo "make dist   program satu folder (PyInstaller), lalu dibuktikan   make screenshots  gambar layar di docs/"

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 atau lebih baru diperlukan: make PYTHON=python3.12 …"; exit 2; }
	@sh tools/system-libs.sh
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.runtime: $(VENV)/.python requirements.txt pyproject.toml
	$(BIN)/python -m pip install --quiet -r requirements.txt
	$(BIN)/python -m pip install --quiet --no-deps -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements-dev.txt
	$(BIN)/python -m pip install --quiet -r requirements-dev.txt
	@touch $@

demo: $(VENV)/.runtime
	$(BIN)/sirekap-desktop demo $(DEMO)

test: $(VENV)/.dev
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest $(PYTEST)

bench: $(VENV)/.dev
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m benchmarks

bench-reading: $(VENV)/.dev
	$(BIN)/python -m benchmarks.bench_reading $(BENCH)

rapat: $(VENV)/.dev
	$(BIN)/python -m tools.rapat build/rapat $(RAPAT)

lint: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

dist: $(VENV)/.dev
	$(BIN)/pyinstaller --noconfirm --log-level WARN build.spec
	$(BIN)/python tools/prove_dist.py dist/sirekap-desktop

screenshots: $(VENV)/.dev
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tools.screenshots build/demo
	$(BIN)/python tools/site_screenshots.py build/demo

clean:
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
