"""How a scorer is told of centrality: by what is added to a sentence's state. Free of torch."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

#: As large as what single numbers of a state vary by. A quarter, or learnt numbers in place of it, came
#: to the same within 0.2 points of ROUGE-1 on documents held back.
_STEP = 0.5


def centrality_mark(hidden_size: int) -> npt.NDArray[np.float32]:
    """[hidden_size]: added to a sentence's state for each standard deviation of its centrality.

    Its signs go by turns, so that no normalisation takes it out again, as it would a constant.
    """
    mark = np.full(hidden_size, _STEP, dtype=np.float32)
    mark[1::2] = -_STEP
    return mark
