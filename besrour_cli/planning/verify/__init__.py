"""Checks a plan and its proof without a solver; shares nothing with the rest of planning but the model."""
