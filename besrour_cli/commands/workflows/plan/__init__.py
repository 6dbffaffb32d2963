"""Steps that choose starts or change them: move, cancel, restore, hold, undo, and what is refused before.

They compute with ``planning`` and write plan.yaml and its certificate; nothing here prints a plan.
"""
