"""Series that repeat: how often, on which days, and what each of their sessions says where no file does.

It reads keys of ``programme.yaml``; what a single session's file says is read beside this folder.
"""
