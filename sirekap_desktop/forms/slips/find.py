"""All kinds of slips together, the likeliest first."""

from __future__ import annotations

from collections.abc import Sequence

from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.forms.slips.places import dpt_of_another, zeros
from sirekap_desktop.forms.slips.records import Figures, Slip, SlipKind
from sirekap_desktop.forms.slips.same import same_figures
from sirekap_desktop.forms.slips.shifted import shifted
from sirekap_desktop.forms.slips.swapped import swapped

_KINDS = list(SlipKind)


def find_slips(form: FormDefinition, figures: Sequence[Figures]) -> tuple[Slip, ...]:
    """What in the recorded figures of one form looks like a slip, the likeliest first.

    Args:
        form: expanded for the contestants that stand in all these TPS.
        figures: what is recorded, per TPS of a kecamatan (or of its part in one dapil), in the order of the recap.
    """
    found = [slip for look in (same_figures, shifted, swapped, dpt_of_another, zeros) for slip in look(form, figures)]
    found.sort(key=lambda slip: (-slip.likelihood, _KINDS.index(slip.kind), slip.tps, slip.at))
    return tuple(found)
