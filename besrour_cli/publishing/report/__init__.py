"""The report as pages and as PDF, a language each from the same figures; both are checked to say the same.

Nothing is measured or hidden here: what comes in is shown as it is.
"""
