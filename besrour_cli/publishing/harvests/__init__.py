"""What tables talked about, as the newsletter and the page print it: in one language, set as it sets prose.

What of their notes may be printed was decided when they were read.
"""
