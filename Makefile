# Aliases for start.py, which does the work: `make test ARGS="-k stride"` passes arguments on.
PYTHON ?= python3

.PHONY: help lab test check notebooks slides site translations bench address
help:
	@$(PYTHON) start.py

lab test check notebooks slides site translations bench address:
	@$(PYTHON) start.py $@ $(if $(EDITION),--edition $(EDITION) )$(ARGS)
