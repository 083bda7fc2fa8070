# Aliases for start.py, which does the work: `make test ARGS="-k stride"` passes arguments on.
PYTHON ?= python3

.PHONY: help lab test notebooks slides site translations bench
help:
	@$(PYTHON) start.py

lab test notebooks slides site translations bench:
	@$(PYTHON) start.py $@ $(if $(EDITION),--edition $(EDITION) )$(ARGS)
