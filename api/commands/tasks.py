"""`plankg tasks`: the complete list of tasks that a filter selects."""

from __future__ import annotations

from api import console
from api.commands import options as o
from api.commands.listing import print_results


def tasks(
    unit: o.Units = None,
    role: o.Roles = None,
    ward: o.Wards = None,
    plan: o.Plans = None,
    cites: o.Cites = None,
    topic: o.Topics = None,
    city: o.Cities = None,
    year: o.Years = None,
    due_before: o.DueBefore = None,
    due_after: o.DueAfter = None,
    form: o.Format = o.Listing.table,
    data: o.Data = o.DEFAULT_DATA,
) -> int:
    """List every task that the filters select.

    The list is complete, never cut, sorted by ward, plan and position.
    """
    engine = o.open_engine(data)
    found = engine.tasks(o.filters(unit, role, ward, plan, cites, topic, due_before, due_after, city, year))
    print_results(found, form)
    if not found:
        console.say("no task meets these filters. Take one away, or see the names in use: plankg search QUERY")
    return console.Exit.DONE if found else console.Exit.NOTHING
