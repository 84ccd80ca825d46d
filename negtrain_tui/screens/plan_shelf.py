"""What is done with a whole plan among the others: made, copied, renamed, archived, followed, deleted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from negtrain_tui.repository import Conflict, Repository
from negtrain_tui.screens.plan_entry import short
from negtrain_tui.screens.plans_dialog import Do, PlansAnswer
from negtrain_tui.training import plan_editing
from negtrain_tui.training.plan_changes import Change, activate, archive, change
from negtrain_tui.training.protocols import Template, plan_of

NewId = Callable[[], str]


def carry_out(
    answer: PlansAnswer, repository: Repository, make_id: NewId, today: date
) -> tuple[str, str | None]:
    """Do what was chosen to the plans as they stand now; return what was done and the plan to show then.

    Raises Refused or Conflict where it can't be done any more.
    """
    if answer.do is Do.NEW:
        assert answer.template is not None
        return _begin(answer.template, repository, make_id, today)
    plan = repository.plan(answer.plan_id or "")
    if plan is None:
        raise Conflict("That plan was deleted meanwhile; choose another one.")
    name = short(plan.name)
    headings = repository.plan_headings()
    shown: str | None
    match answer.do:
        case Do.ACTIVATE:
            made, shown = Change(f"{name} activated", activate(headings, plan.id)), plan.id
        case Do.ARCHIVE | Do.UNARCHIVE:
            into = answer.do is Do.ARCHIVE
            label = f"{name} {'archived' if into else 'taken out of the archive'}"
            made, shown = Change(label, archive(headings, plan.id, into)), None if into else plan.id
        case Do.DUPLICATE:
            copy = plan_editing.duplicate(plan, answer.name or plan.name, make_id)
            made, shown = change(f"{name} copied", None, copy), copy.id
        case Do.RENAME:
            after = plan_editing.rename(plan, answer.name or plan.name)
            made, shown = change(f"{name} renamed", plan, after), plan.id
        case Do.DELETE:
            made, shown = change(f"{name} deleted", plan, None), None
        case _:
            return "", plan.id
    repository.change_plans(made)
    return f"{made.label}.", shown


def _begin(template: Template, repository: Repository, make_id: NewId, today: date) -> tuple[str, str | None]:
    plan = plan_of(template, make_id, today)
    label = f"{short(plan.name)} begun"
    if any(heading.active for heading in repository.plan_headings()):
        repository.change_plans(change(label, None, plan))
        return f"{label}. It isn't active yet: p, then a, makes it the one you train by.", plan.id
    repository.save_plan(plan, label)
    return f"{label}.", plan.id
