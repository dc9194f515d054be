"""Published figures to stand beside our own numbers: graded, with source and warning, and only where both mean the same."""

from .shipped import Benchmark, benchmarks, of_kpi

__all__ = ["Benchmark", "benchmarks", "of_kpi"]
