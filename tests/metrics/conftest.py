"""The small world: Bruno of the studio (Hélène's, in Lyon), Chloé of another team, and nobody."""

import pytest

from tests.metrics import small_world


@pytest.fixture
def world(root, helene, bruno, chloe) -> small_world.World:
    return small_world.build(bruno=bruno, chloe=chloe, actor=root)
