"""A QR code as an SVG path: read by any phone, sharp at any size, nothing asked elsewhere."""

import qrcode
from qrcode.constants import ERROR_CORRECT_M

QUIET = 4


def path(address: str) -> tuple[str, int]:
    """The path of the dark squares, and how many units wide the whole is, its quiet edge too."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
    code.add_data(address)
    code.make(fit=True)
    rows = code.get_matrix()
    runs = [
        f"M{start} {y}h{length}v1h-{length}z"
        for y, row in enumerate(rows) for start, length in dark(row)
    ]  # fmt: skip
    return "".join(runs), len(rows)


def dark(row: list[bool]) -> list[tuple[int, int]]:
    """Where dark squares stand side by side in a row: beginning and length."""
    runs: list[tuple[int, int]] = []
    for x, filled in enumerate(row):
        if filled and runs and sum(runs[-1]) == x:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif filled:
            runs.append((x, 1))
    return runs
