from __future__ import annotations

from benchmarks.worst_queries import ask, report
from search.engine import Engine


def judged(query: str, *relevant: tuple[str, int, int, int]) -> dict[str, object]:
    named = [{"doc": doc, "start": start, "end": end, "grade": grade} for doc, start, end, grade in relevant]
    return {"id": "q1", "kind": "topic", "query": query, "relevant": named}


def test_a_question_that_is_answered(engine: Engine) -> None:
    text = engine.search("trồng cây xanh", kinds=("task",), limit=1).results[0]
    asked = ask(engine, judged("trồng cây xanh", ("tay", text.start, text.end, 2)))
    assert asked.score == 1
    assert next(report(asked)) == "q1 (topic) nDCG@10 1.00: trồng cây xanh"


def test_an_answer_that_a_filter_excludes_is_said_to_be(engine: Engine) -> None:
    asked = ask(engine, judged("Công an phường trồng cây xanh", ("tay", 300, 332, 2)))
    assert asked.score == 0
    assert list(report(asked))[-1].endswith("an answer is not in the list: a filter excludes it")


def test_an_answer_for_which_nothing_speaks_is_said_to_be(engine: Engine) -> None:
    asked = ask(engine, judged("an ninh mạng", ("tay", 300, 332, 2)))
    assert list(report(asked))[-1].endswith("an answer is not in the list: too little speaks for it")
