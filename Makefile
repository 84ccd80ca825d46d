# make run [ARGS="..."]   open Negtrain (the first call sets everything up)
# make test               run the tests
# make check              format, lint and types
# make bench              measure the program in a real terminal
# make screenshots        draw screenshots/ anew
#
# PYTHON=... chooses the Python that the environment is made with; otherwise the first suitable one is.

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip install --disable-pip-version-check -q -c constraints.txt

# An environment whose Python is gone, or that was copied from another folder, is made anew.
USABLE := $(shell test "$$(cat $(VENV)/.made-in 2>/dev/null)" = "$(CURDIR)" && $(PY) -c '' 2>/dev/null && echo yes)
ifneq ($(USABLE),yes)
.PHONY: $(VENV)/.made-in
endif

.PHONY: run test check bench screenshots

run: $(VENV)/.with-sound
	@$(VENV)/bin/negtrain $(ARGS)

test: $(VENV)/.with-test
	@$(PY) -m pytest -n auto --dist worksteal $(ARGS)

check: $(VENV)/.with-dev
	@$(PY) -m ruff format --check .
	@$(PY) -m ruff check .
	@$(PY) -m mypy

bench: $(VENV)/.with-test
	@$(PY) -m bench $(ARGS)

screenshots: $(VENV)/.with-test
	@$(PY) screenshots/make.py $(ARGS)

define FIND_PYTHON
best=; \
for python in $(or $(PYTHON),python3 python3.13 python3.12 python3.11 python3.14); do \
  version=$$("$$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue; \
  if ! "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then \
    why="$$python is Python $$version"; continue; \
  fi; \
  if ! "$$python" -c 'import venv, ensurepip' 2>/dev/null; then \
    lacking="$$python"; lacking_version="$$version"; continue; \
  fi; \
  best="$$python"; break; \
done; \
if [ -z "$$best" ] && [ -n "$$lacking" ]; then \
  echo "Negtrain needs Python's venv module, which $$lacking lacks: install it (on Debian or Ubuntu, apt install python3-venv or python$$lacking_version-venv) and try again." >&2; exit 1; \
elif [ -z "$$best" ]; then \
  echo "Negtrain needs Python 3.11 or newer, but $${why:-none was found}: install one (for example apt install python3 python3-venv, or python.org) and try again, or name one with PYTHON=/path/to/python3." >&2; exit 1; \
fi
endef

$(VENV)/.made-in:
	@$(FIND_PYTHON); \
	echo "Setting up $(VENV) ..." >&2; \
	"$$best" -m venv --clear $(VENV) && echo "$(CURDIR)" > $@

# Without miniaudio (no wheel, no compiler) everything else is installed all the same.
$(VENV)/.with-sound: EXTRAS := sound
$(VENV)/.with-sound: WITHOUT :=
$(VENV)/.with-test: EXTRAS := sound,test
$(VENV)/.with-test: WITHOUT := [test]
$(VENV)/.with-dev: EXTRAS := sound,dev
$(VENV)/.with-dev: WITHOUT := [dev]

$(VENV)/.with-sound $(VENV)/.with-test $(VENV)/.with-dev: pyproject.toml constraints.txt $(VENV)/.made-in
	@echo "Installing what is needed ..." >&2
	@if ! $(PIP) -e '.[$(EXTRAS)]' 2> $(VENV)/install.log; then \
	  $(PIP) -e '.$(WITHOUT)' || exit 1; \
	  echo "Sound was left out because miniaudio can't be installed here (see $(VENV)/install.log): cues will be bell and flash." >&2; \
	fi
	@touch $@
