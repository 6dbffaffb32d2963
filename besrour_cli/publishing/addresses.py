"""Where what is published lies on the web."""


def page_address(address: str) -> str:
    """The schedule page below the address of the folder of ``calendar/`` and ``page/``; "" without one."""
    return f"{address}/page/" if address else ""
