"""Writes 1 GB to a file."""
with open("big", "wb") as file:
    for _ in range(1024):
        file.write(b"x" * 1048576)
print("{}")
