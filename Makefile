# Every target goes through packaging/dev.py, which needs nothing but Python 3.10 to 3.13:
# it makes .venv on first use and checks what the system lacks. On Windows: py packaging\dev.py run
PYTHON ?= python3
ARGS ?=

.PHONY: run test bench lint bundle smoke deb appdir portable clean

run test bench lint bundle smoke deb appdir portable clean:
	@$(PYTHON) packaging/dev.py $@ $(ARGS)
