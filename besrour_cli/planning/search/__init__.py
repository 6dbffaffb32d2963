"""The exact search: the rule as rows, what refutes a better plan, and the steps taken one after another."""
