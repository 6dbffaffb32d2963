"""What happens in a session itself: its agenda, and what its tables brought back from it.

Values alone; who was invited and who came stand elsewhere.
"""
