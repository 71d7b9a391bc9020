"""The drawing of a chain as the server tells it: the twin of the SVG of the command line."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from api.routes import drawing

ASKED = "/v1/drawing/57-NQ/TW"


def test_no_line_ends_elsewhere_and_no_box_covers_another(client: TestClient) -> None:
    drawn = client.get(ASKED).json()
    boxes = {box["id"]: box for box in drawn["boxes"]}
    places = [(box["x"], box["y"]) for box in boxes.values()]
    for i, (x, y) in enumerate(places):
        for a, b in places[:i]:
            assert abs(x - a) >= drawn["box_width"] or abs(y - b) >= drawn["box_height"]
    assert drawn["root"] in boxes
    assert drawn["lines"]
    for line in drawn["lines"]:
        assert {line["source"], line["target"]} <= boxes.keys()
        assert line["path"].startswith("M")
        assert line["evidence"][0]["text"]
    assert {sign["predicate"] for sign in drawn["legend"]} >= {"implements"}


def test_boxes_stand_in_the_band_of_their_level(client: TestClient) -> None:
    drawn = client.get(ASKED).json()
    bands = {band["index"]: band for band in drawn["bands"]}
    for box in drawn["boxes"]:
        band = bands[box["band"]]
        assert band["top"] <= box["y"] < box["y"] + drawn["box_height"] <= band["bottom"]


def test_of_a_long_chain_the_nearest_are_drawn(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = client.get(ASKED).json()
    monkeypatch.setattr(drawing, "MOST_BOXES", 3)
    part = client.get(ASKED).json()
    assert (len(part["boxes"]), part["truncated"]) == (3, True)
    assert part["left_out"] == len(whole["boxes"]) - 3
    assert whole["truncated"] is False
