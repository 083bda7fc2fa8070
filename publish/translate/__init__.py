"""The chapters' and the package's sentences in other languages: kept in step, and reviewed."""
