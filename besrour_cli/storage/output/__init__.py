"""Writing files whole or not at all, and the resources shipped inside the package.

It knows bytes and names, not what they mean.
"""
