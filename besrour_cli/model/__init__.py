"""The words of the domain: frozen values that every room shares, and no file, socket or terminal."""
