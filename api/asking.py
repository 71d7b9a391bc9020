"""What requests may ask, with their limits, and the view of the snapshot that answers them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib.metadata import version
from typing import Annotated, Literal

from fastapi import Depends, Path, Query, Request, Response
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from api.days import first_day, last_day
from api.live import Live, View
from api.problems import NotModified
from api.threads import apart
from search.query import Filters

Words = Annotated[str, Field(max_length=512)]
Many = Annotated[list[Words], Field(max_length=20)]
NodeName = Annotated[
    str, Path(max_length=512, description="Node id, document number, plan file or ward name.", examples=["57-NQ/TW"])
]
Kind = Literal["task", "document", "section", "target"]
Depth = Annotated[int, Query(ge=1, le=6)]


class Narrowed(BaseModel):
    """Filters: of each field one of the values must fit."""

    model_config = ConfigDict(extra="forbid")

    unit: Many = Field(default=[], description="Unit with a role in the task.", examples=[["Công an phường"]])
    role: list[Literal["lead", "coordinate", "report_to"]] = Field(default=[], max_length=3)
    ward: Many = []
    plan: Many = []
    cites: Many = Field(default=[], examples=[["57-NQ/TW"]])
    topic: Many = Field(default=[], examples=[["an ninh mạng"]])
    city: Many = Field(default=[], description="City or province.", examples=[["Hải Phòng"]])
    due_before: Annotated[Words, AfterValidator(last_day)] | None = Field(default=None, examples=["2026-12"])
    due_after: Annotated[Words, AfterValidator(first_day)] | None = None

    def filters(self) -> Filters:
        """The filters as `search` takes them."""
        names = ("unit", "role", "ward", "plan", "cites", "topic", "city")
        listed = {name: tuple(getattr(self, name)) for name in names}
        return Filters(**listed, due_before=self.due_before, due_after=self.due_after)


class Filtered(Narrowed):
    """Filters, with the year of the plan among them."""

    year: Many = Field(default=[], description="Year of the plan.", examples=[["2026"]])

    def filters(self) -> Filters:
        """The filters as `search` takes them."""
        return replace(super().filters(), year=tuple(self.year))


class Worded(BaseModel):
    """A question in plain words, and the kinds of things that are looked for."""

    q: str = Field(min_length=1, max_length=512, description="Words, with or without marks.", examples=["an ninh mạng"])
    kind: list[Kind] = Field(default=["task", "document", "section"], max_length=4)
    literal: Many = Field(default=[], description="Words to look for instead of understanding them.")
    today: Annotated[Words, AfterValidator(first_day)] | None = Field(
        default=None, description='The day that "quá hạn" and "tháng này" are read from.', examples=["2026-11-21"]
    )


class Paged(BaseModel):
    """The page of an answer."""

    limit: int = Field(default=20, ge=1, le=100)
    offset: int = Field(default=0, ge=0, le=10_000, description="Where the page begins; `cursor` wins over it.")
    cursor: Words | None = Field(default=None, description="`next` of the page before, with the same question.")
    facets: bool = Field(default=False, description="Count the values of the filters as well.")

    @property
    def asked(self) -> dict[str, object]:
        """The question without its page."""
        return self.model_dump(exclude={"limit", "offset", "cursor", "facets"})


class FilterQuestion(Filtered, Paged):
    """Filters and the page of the answer that is asked for."""


class SearchQuestion(Worded, Filtered, Paged):
    """A question in plain words, with filters."""

    explain: bool = False
    group: bool = Field(default=False, description="Show tasks that several plans word almost alike as one result.")


@cache
def _version() -> str:
    """The version of the package; it is read from a file of some hundred lines."""
    return version("plankg")


async def current_view(request: Request, response: Response) -> View:
    """The view that answers this request. Raises NotModified when the client has this answer of this snapshot.

    No thread is taken for it, but for one that opens a newer snapshot, for which the others wait without one.
    """
    live: Live = request.app.state.live
    view = live.in_force()
    if view is None:
        view = await apart(request, "opening", 1, live.view)
    etag = f'"{view.snapshot.id}-{_version()}"'
    known = [tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")]
    if etag in known or "*" in known:
        raise NotModified(etag)
    response.headers["etag"] = etag
    response.headers["cache-control"] = "no-cache"
    return view


Current = Annotated[View, Depends(current_view)]
