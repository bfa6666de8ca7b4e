from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from counterclaim import STORY, Reader
from counterclaim.llm.settings import Settings
from counterclaim.llm.stage import LlmStage
from counterclaim.pipeline.stages import in_place, load_stage
from tests.llm.stub import Stub, serving

MakeReader = Callable[..., Reader]


@pytest.fixture
def stub() -> Iterator[Stub]:
    with serving() as endpoint:
        yield endpoint


@pytest.fixture
def settings(stub: Stub, tmp_path: Path) -> Settings:
    return Settings(stub.url, "stub-1", cache=tmp_path / "answers", backoff=0.0, timeout=5.0)


@pytest.fixture(scope="session")
def story() -> dict[str, Any]:
    """The stages that stay, loaded once."""
    names = in_place("counterclaim.claims.llm.v1", STORY)
    return {
        name: load_stage(name)
        for name in names
        if isinstance(name, str) and name != "counterclaim.claims.llm.v1"
    }


@pytest.fixture
def make_reader(settings: Settings, story: dict[str, Any]) -> MakeReader:
    def make(**changed: Any) -> Reader:
        stage = LlmStage(replace(settings, **changed))
        return Reader(
            [story.get(s, s) if isinstance(s, str) else s for s in in_place(stage, STORY)]
        )

    return make


def llm_of(reader: Reader) -> LlmStage:
    """The stage of a reader that asks the model."""
    return next(stage for stage in reader.stages if isinstance(stage, LlmStage))
