"""Everything that *Periksa* shows of one TPS, read from the workspace in one go: frozen, without Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.model import FormDefinition, Severity
from sirekap_desktop.forms.reading import Check, PageReading
from sirekap_desktop.forms.rules import RuleText, check_rules, explain
from sirekap_desktop.jobs.checking import FieldTask, Mode, Policy, plan, recorded_values, with_sirekap
from sirekap_desktop.models.records import Desa, ImageVersion, RuleReason, Tps, TpsProgress
from sirekap_desktop.models.workspace import Workspace


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule over the recorded entries, in words, with the reason given for it."""

    check: Check
    text: RuleText
    reason: RuleReason | None
    pages: frozenset[int]
    """Pages on which its fields stand."""
    waiting: int
    """Fields that it needs and that are not recorded or are empty."""

    @property
    def broken(self) -> bool:
        return self.check.ok is False

    @property
    def hint(self) -> bool:
        """Whether it only points at something unusual: true papers break it, so nothing is asked."""
        return self.text.severity is Severity.HINT


@dataclass(frozen=True, slots=True)
class TpsView:
    """One TPS as *Periksa* shows it."""

    tps: Tps
    desa: Desa
    form: FormDefinition
    images: Mapping[int, ImageVersion]
    """Current photo per page."""
    readings: Mapping[int, PageReading]
    """Its newest reading per page."""
    tasks: tuple[FieldTask, ...]
    rules: tuple[RuleLine, ...]
    locked: bool
    before: TpsView | None = None
    """In the meeting: the same TPS with the photos that stood before the meeting's own."""

    def on_page(self, page: int) -> tuple[FieldTask, ...]:
        return tuple(task for task in self.tasks if task.field.page == page)

    def task(self, name: str) -> FieldTask:
        """Raises StopIteration if the form has no such field."""
        return next(task for task in self.tasks if task.field.name == name)

    @property
    def finished(self) -> bool:
        """Every field is recorded."""
        return all(task.mode is Mode.DONE for task in self.tasks)

    @property
    def unexplained(self) -> tuple[RuleLine, ...]:
        """Broken rules that still ask for a reason; a hint asks for none."""
        return tuple(line for line in self.rules if line.broken and line.reason is None and not line.hint)


def load_tps_view(workspace: Workspace, code: str, form_id: str) -> TpsView:
    """Read one TPS.

    Raises:
        UserError: the workspace has no such TPS.
    """
    form = workspace.form(form_id, code)
    tps = workspace.find_tps(code)
    if tps is None:
        raise UserError(f"TPS {code} tidak ada di ruang kerja ini.", code="tps.unknown")
    images = {
        page.number: image
        for page in form.pages
        if (image := workspace.current_image(code, form_id, page.number)) is not None
    }
    readings = {page: reading for page, image in images.items() if (reading := workspace.reading(image.id)) is not None}
    tasks = plan(
        form,
        code,
        readings=workspace.tps_reading(code, form_id),
        entries=workspace.entries(code, form_id),
        pages_with_photo=tuple(images),
        policy=workspace_policy(workspace),
        doubts=workspace.doubts(code, form_id),
    )
    tasks = with_sirekap(tasks, workspace.sirekap_beside(form_id, code))
    desa = next(desa for desa in workspace.desa() if desa.code == tps.desa_code)
    beside = _values_beside(workspace, form, tasks, code)
    rules = _rule_lines(form, tasks, tps, beside, workspace.reasons(code, form_id))
    locked = workspace.is_locked_for(form_id, code)
    return TpsView(tps, desa, form, images, readings, tasks, rules, locked)


def workspace_policy(workspace: Workspace) -> Policy:
    """The checking policy that the workspace is set to."""
    settings = workspace.settings()
    return Policy(settings.policy, settings.sample_percent, seed=workspace.machine_id)


def _values_beside(
    workspace: Workspace, form: FormDefinition, tasks: Sequence[FieldTask], code: str
) -> dict[str, int | None]:
    """Numbers of the other forms of this TPS; none while something is typed blind here, which they would betray."""
    if any(task.mode is Mode.BLIND for task in tasks):
        return {}
    return workspace.values_beside(code, form.id, recorded_values(tasks))


def _rule_lines(
    form: FormDefinition,
    tasks: Sequence[FieldTask],
    tps: Tps,
    beside: Mapping[str, int | None],
    reasons: Sequence[RuleReason],
) -> tuple[RuleLine, ...]:
    known: dict[str, int | None] = {**recorded_values(tasks), **beside}
    known |= {name: count for name, count in (("dpt_l", tps.dpt_l), ("dpt_p", tps.dpt_p)) if count is not None}
    pages = {field.name: field.page for field in form.fields}
    return tuple(
        RuleLine(
            check=check,
            text=explain(form, check, known),
            reason=_reason_for(check, reasons),
            pages=frozenset(pages[name] for name in check.fields if name in pages),
            waiting=sum(known.get(name) is None for name in check.fields),
        )
        for check in check_rules(form, known)
    )


def _reason_for(check: Check, reasons: Sequence[RuleReason]) -> RuleReason | None:
    """The reason given for exactly these values: it lapses when they change."""
    for reason in reasons:
        same_rule = (reason.rule, reason.at) == (check.rule, check.at)
        if same_rule and (reason.left, reason.right) == (check.left, check.right):
            return reason
    return None


def rules_to_show(view: TpsView, page: int) -> tuple[RuleLine, ...]:
    """What stands below the entries of a page: everything broken first, then the sums that touch this page."""
    broken = [line for line in view.rules if line.broken]
    sums = [
        line for line in view.rules if not line.broken and line.text.severity is Severity.SUM and (page in line.pages)
    ]
    return (*sorted(broken, key=lambda line: line.hint or line.reason is not None), *sums)


def needs_work(progress: TpsProgress) -> bool:
    """Whether an operator can do something for this TPS now: type, confirm, check again or give a reason."""
    if progress.elsewhere:
        return False
    touched = bool(progress.pages_present) or progress.fields_recorded > 0  # typed from paper, a TPS has no photo
    started = touched and progress.fields_recorded < progress.fields_total
    waiting_only = bool(progress.pages_missing) and not progress.fields_to_type and not progress.fields_proven
    return (started and not waiting_only) or progress.rechecks > 0 or bool(progress.broken_rules)


def next_tps(progress: Sequence[TpsProgress], after: str | None = None) -> TpsProgress | None:
    """The next TPS that needs work, in the order of the recap and round again; never ``after`` itself."""
    codes = [item.tps.code for item in progress]
    start = codes.index(after) + 1 if after in codes else 0
    turned = [*progress[start:], *progress[:start]]
    return next((item for item in turned if item.tps.code != after and needs_work(item)), None)


def neighbour(progress: Sequence[TpsProgress], code: str, step: int) -> TpsProgress | None:
    """The TPS ``step`` places further in the order of the recap; ``None`` past either end."""
    codes = [item.tps.code for item in progress]
    place = codes.index(code) + step if code in codes else -1
    return progress[place] if 0 <= place < len(progress) else None
