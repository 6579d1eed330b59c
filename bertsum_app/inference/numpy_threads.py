"""NumPy's matrix products in one thread.

What NumPy computes here is small, and CTranslate2's workers have a core each already. OpenBLAS, which
comes with NumPy, would share each product out to all cores once more, and its threads spin until the
last is done. On two cores at which other programs worked, too, the sentence scorer took as much
processor time so as the encoder: 48 s for a document of 100,000 words, in place of 3 s.
"""

from __future__ import annotations

from threadpoolctl import ThreadpoolController

#: The name of the BLAS in NumPy's own packages. The one that torch trains with has another.
OPENBLAS_OF_NUMPY = "libscipy_openblas"


def keep_numpy_to_one_thread() -> None:
    """From now on, in all of this process. NumPy with another BLAS (macOS) stays as it is."""
    ThreadpoolController().select(prefix=OPENBLAS_OF_NUMPY).limit(limits=1)
