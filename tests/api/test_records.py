"""Reading and writing one record: the contract's names, versions, locations, references."""


def test_an_account_is_created_read_changed_and_deleted(as_bruno, bruno):
    made = as_bruno.post("accounts", {"name": "Studio Lumière", "city": "Lyon", "annual_revenue": "1234.5"})
    assert made.status_code == 201, made.content
    shown = made.json()
    assert made.headers["Location"] == f"/api/v1/accounts/{shown['id']}"
    assert made.headers["ETag"] == '"1"'
    assert (shown["region"], shown["annual_revenue"]) == ("Auvergne-Rhône-Alpes", "1234.50")
    assert shown["owner"] == {"id": bruno.member.pk, "name": "Bruno"}
    read = as_bruno.get(made.headers["Location"])
    assert (read.json(), read.headers["ETag"]) == (shown, '"1"')
    changed = as_bruno.patch(f"accounts/{shown['id']}", {"sector": "retail"}, version=1)
    assert (changed.status_code, changed.headers["ETag"], changed.json()["sector"]) == (200, '"2"', "retail")
    assert as_bruno.delete(f"accounts/{shown['id']}").status_code == 204
    assert as_bruno.get(f"accounts/{shown['id']}").status_code == 404


def test_a_deal_has_the_names_of_the_contract(as_bruno, studio):
    deal = as_bruno.get(f"deals/{studio.deal.pk}").json()
    assert set(deal) >= {
        *("id", "reference", "name", "account", "contact", "pipeline", "stage", "stage_kind", "amount"),
        *(
            "closed_amount",
            "list_amount",
            "value",
            "probability",
            "engaged_on",
            "expected_close_on",
            "version",
        ),
        *("closed_on", "lost_reason", "source", "is_new_customer", "agent", "team", "office", "lines"),
        *("next_step", "note"),
    }
    assert deal["lines"] == [
        {
            "product": {"id": studio.product.pk, "name": "GTX Pro"},
            "quantity": 1,
            "unit_price": "4500.00",
            "list_price": "4821.00",
        }
    ]
    assert (deal["value"], deal["list_amount"], deal["closed_amount"]) == ("4500.00", "4821.00", None)
    assert (deal["team"]["name"], deal["office"]["name"], deal["stage_kind"]) == (
        "Studio",
        "Lyon",
        "prospecting",
    )
    assert (deal["engaged_on"], deal["closed_on"]) == ("2026-10-01", None)
    assert deal["created_at"].endswith("+01:00")


def test_a_record_read_can_be_sent_back_whole(as_bruno, studio):
    for collection in ("accounts", "contacts", "activities", "deals", "products", "stores", "sales"):
        path = f"{collection}/{studio.id_of(collection)}"
        shown = as_bruno.get(path).json()
        answer = as_bruno.patch(path, shown, version=shown["version"])
        assert (answer.status_code, answer.json()) == (200, shown), collection


def test_references_are_written_by_id_by_name_and_as_read(as_bruno, studio):
    for product in (studio.product.pk, "gtx-pro", {"id": studio.product.pk, "name": "?"}, "G-1"):
        made = as_bruno.post("sales", {"sold_on": "2026-11-03", "product": product, "quantity": 3})
        assert made.json()["product"] == {"id": studio.product.pk, "name": "GTX Pro"}
        assert made.json()["amount"] == "14463.00"


def test_an_unknown_or_ambiguous_reference_is_refused_by_name(as_bruno, studio):
    as_bruno.post("products", {"name": "Gtx pro"})
    as_bruno.post("products", {"name": "GTX-PRO"})
    for product in ("MG Muddle", 999, "gtx pro"):
        refused = as_bruno.post("sales", {"sold_on": "2026-11-03", "product": product, "amount": 1})
        assert (refused.status_code, refused.json()["field"]) == (422, "product")


def test_a_reference_to_what_one_may_not_see_is_unknown(as_chloe, studio):
    refused = as_chloe.post("activities", {"kind": "call", "subject": "?", "deal": studio.deal.pk})
    assert (refused.status_code, refused.json()["field"]) == (422, "deal")
    refused = as_chloe.post("contacts", {"last_name": "Curieux", "account": "Atelier Bonnet"})
    assert (refused.status_code, refused.json()["field"]) == (422, "account")


def test_a_private_account_is_not_named_in_an_unowned_deal(as_chloe, as_bruno, studio):
    made = as_bruno.post("deals", {"name": "À prendre", "agent": None, "account": studio.account.pk}).json()
    assert made["account"]["name"] == "Atelier Bonnet"
    assert as_chloe.get(f"deals/{made['id']}").json()["account"] is None


def test_emails_may_be_plain_texts(as_bruno):
    made = as_bruno.post(
        "contacts", {"last_name": "Roux", "emails": ["a@roux.fr", {"value": "b@roux.fr", "kind": "work"}]}
    )
    assert made.json()["emails"] == [
        {"value": "a@roux.fr", "kind": ""},
        {"value": "b@roux.fr", "kind": "work"},
    ]


def test_a_stage_is_named_within_the_default_pipeline(as_bruno, studio):
    made = as_bruno.post("deals", {"name": "Vitrine", "stage": "engaging", "probability": 0.4}).json()
    assert (made["stage"]["name"], made["stage_kind"], made["probability"]) == ("Engaging", "engaging", 0.4)
    won = as_bruno.post(
        "deals", {"name": "Noël", "stage": "Won", "closed_amount": 99, "closed_on": "2026-01-05"}
    )
    assert (won.json()["closed_amount"], won.json()["closed_on"]) == ("99.00", "2026-01-05")


def test_what_an_owner_enters_belongs_to_nobody_unless_said(as_camille, bruno):
    assert as_camille.post("deals", {"name": "Sans vendeur"}).json()["agent"] is None
    named = as_camille.post("deals", {"name": "Avec", "agent": "bruno"}).json()
    assert named["agent"] == {"id": bruno.member.pk, "name": "Bruno"}


def test_people_and_stages_are_kept_by_administrators(as_camille, as_bruno, team):
    made = as_camille.post("agents", {"name": "Darcel", "team": "Studio"}).json()
    assert (made["team"]["name"], made["office"]["name"], made["user"]) == ("Studio", "Lyon", None)
    assert as_camille.post("offices", {"name": "Nantes"}).status_code == 201
    stage = as_camille.post(
        "stages", {"name": "Devis", "kind": "engaging", "position": 2, "probability": 0.5}
    )
    assert stage.json()["pipeline"]["name"]
    for collection in ("agents", "offices", "teams", "stages"):
        assert as_bruno.post(collection, {"name": "Non"}).status_code == 403
