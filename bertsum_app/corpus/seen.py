"""Have I seen this before? In bounded memory: exact for a million keys, then all but exact."""

from __future__ import annotations

#: Some 90 MB of Python integers; corpora of people rarely have more pairs.
EXACT_KEYS = 1_000_000
_FILTER_BITS = 1 << 29  # 64 MB
_HASHES = 4
_MASK = _FILTER_BITS - 1
_HALF = 1 << 32


class SeenKeys:
    """A set of texts that never takes more than about 160 MB.

    Past `exact` keys a Bloom filter (Bloom 1970) takes over: it never forgets a key, and calls a new one
    known in 1 of 40,000 cases at ten million keys. Keys are hashed with the process's own seed, so
    nobody can make up texts that collide.
    """

    def __init__(self, exact: int = EXACT_KEYS) -> None:
        self._exact = exact
        self._keys: set[int] = set()
        self._bits: bytearray | None = None

    def add(self, key: object) -> bool:
        """Whether `key` is new; from now on it is not."""
        digest = hash(key)
        if digest in self._keys:
            return False
        if self._bits is None:
            if len(self._keys) < self._exact:
                self._keys.add(digest)
                return True
            self._bits = bytearray(_FILTER_BITS // 8)
        # Two halves of one hash make any number of them (Kirsch & Mitzenmacher 2006).
        one, two = digest % _HALF, (digest // _HALF) % _HALF | 1
        new = False
        for number in range(_HASHES):
            place = (one + number * two) * 0x9E3779B1 & _MASK
            byte, bit = place >> 3, 1 << (place & 7)
            if not self._bits[byte] & bit:
                self._bits[byte] |= bit
                new = True
        return new
