"""besrour plans, announces and publishes cafés across time zones, fairly and in two languages."""

__version__ = "0.1.0"
