"""What is kept of people: the register, a person's own copy, and what forgetting changes.

Nothing is looked up here: values come from the workflows.
"""
