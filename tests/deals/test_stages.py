"""Stages: bounded, named once, and fixed in kind by the deals that passed through."""

import pytest

from carnet.core.errors import Conflict, Invalid
from carnet.deals import actions, pipelines, queries
from carnet.deals.models import Pipeline, Stage
from tests.web import world


@pytest.fixture
def engaging(db) -> Stage:
    return Stage.objects.get(kind="engaging")


def test_the_default_pipeline_goes_from_prospecting_to_won_and_lost(bruno):
    kinds = [stage.kind for stage in queries.visible_stages(bruno.viewer)]
    assert kinds == ["prospecting", "engaging", "won", "lost"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"position": -1}, "position"),
        ({"position": 32_768}, "position"),
        ({"rotting_days": 10**9}, "rotting_days"),
        ({"probability": 1.01}, "probability"),
        ({"probability": float("nan")}, "probability"),
        ({"kind": "peut-être"}, "kind"),
        ({"name": ""}, "name"),
    ],
)
def test_what_a_stage_cannot_hold_is_refused_on_either_engine(values, field, engaging, camille):
    with pytest.raises(Invalid) as refusal:
        pipelines.update_stage(stage=engaging, values=values, actor=camille.actor)
    assert refusal.value.field == field


def test_a_name_stands_once_in_a_pipeline(engaging, camille):
    values = {"pipeline": engaging.pipeline, "name": engaging.name, "kind": "won"}
    with pytest.raises(Conflict):
        pipelines.create_stage(values=values, actor=camille.actor)
    other = pipelines.create_pipeline(name="Export", actor=camille.actor)
    pipelines.create_stage(values={**values, "pipeline": other}, actor=camille.actor)


def test_the_kind_of_an_unused_stage_may_change(engaging, camille):
    pipelines.update_stage(stage=engaging, values={"kind": "prospecting"}, actor=camille.actor)
    assert Stage.objects.get(pk=engaging.pk).kind == "prospecting"


def test_the_kind_of_a_stage_deals_have_passed_through_is_fixed(engaging, camille, bruno):
    deal = world.deal(bruno, stage=engaging)
    actions.win_deal(deal=deal, actor=bruno.actor)
    with pytest.raises(Conflict) as refusal:
        pipelines.update_stage(stage=engaging, values={"kind": "lost"}, actor=camille.actor)
    assert refusal.value.field == "kind"
    pipelines.update_stage(stage=engaging, values={"name": "Qualification"}, actor=camille.actor)
    assert Stage.objects.get(pk=engaging.pk).match_key == "qualification"


def test_a_new_deal_never_starts_closed_however_the_stages_are_ordered(camille, bruno):
    pipelines.update_stage(
        stage=Stage.objects.get(kind="prospecting"), values={"position": 90}, actor=camille.actor
    )
    pipelines.update_stage(
        stage=Stage.objects.get(kind="engaging"), values={"position": 91}, actor=camille.actor
    )
    assert world.deal(bruno).is_open


def test_without_an_open_stage_no_deal_is_entered_and_a_sentence_says_why(camille, bruno):
    for stage in Stage.objects.all():
        pipelines.delete_stage(stage=stage, actor=camille.actor)
    with pytest.raises(Conflict) as refusal:
        world.deal(bruno)
    assert "étape ouverte" in str(refusal.value)


def test_there_is_one_default_pipeline(camille, root):
    assert Pipeline.objects.filter(is_default=True).count() == 1
    assert not pipelines.create_pipeline(name="Export", actor=camille.actor).is_default


def test_an_open_deal_weighs_by_its_own_probability_else_by_its_stages(engaging, bruno, camille):
    pipelines.update_stage(stage=engaging, values={"probability": 0.4}, actor=camille.actor)
    assert world.deal(bruno, stage=engaging).likelihood == 0.4
    assert world.deal(bruno, stage=engaging, probability=0.0).likelihood == 0.0
