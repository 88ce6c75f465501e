"""vCard 4.0: kinds, preferences, carets, pictures as URIs, XML that stays a text."""

from tests.interchange.vcard.reading import corpus, the_card


def test_a_person_of_version_4_is_read() -> None:
    one = the_card("version-4-person")
    assert one.version == "4.0"
    assert [of.text for of in one.all("FN")] == ["Paul Éluard", "Paul Eluard"]
    assert [of.is_preferred for of in one.all("FN")] == [True, False]
    assert [of.param("LANGUAGE") for of in one.all("FN")] == [("fr",), ("en",)]
    assert one.first("N").params == (("ALTID", ("1",)), ("SORT-AS", ("Eluard,Paul",)))
    assert one.first("TEL").types == {"voice", "home"}
    assert one.first("TEL").text == "tel:+33-1-23-45-67-89;ext=5"
    assert one.first("EMAIL").param("PID") == ("4.1", "5.2")
    assert one.first("GENDER").parts() == ["M", "homme"]
    assert one.first("CLIENTPIDMAP").parts() == ["1", "urn:uuid:53e374d9-337e-4727-8803-a1e9c14e0556"]
    assert [of.text for of in one.all("RELATED")] == [
        "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
        "Appeler Jean, son adjoint",
    ]


def test_organisations_and_groups_say_what_they_are() -> None:
    company, group = corpus("version-4-org")
    assert (company.first("KIND").text, company.first("ORG").parts()) == (
        "org",
        ["Fonderie Nord, SA", "Moules"],
    )
    assert (group.first("KIND").text, len(group.all("MEMBER"))) == ("group", 2)


def test_a_data_uri_is_a_picture() -> None:
    one = the_card("version-4-photo")
    assert (one.first("PHOTO").inline.media_type, len(one.first("PHOTO").inline.content)) == ("image/png", 70)
    assert one.first("LOGO").inline.content == b"<svg/>"
    assert one.first("KEY").inline is None


def test_carets_stand_for_quotation_marks_and_line_breaks() -> None:
    one = the_card("version-4-carets").first("ADR")
    assert one.param("LABEL") == ('1 rue "Haute"\n69001 Lyon, F^',)
    assert one.parts() == ["", "", "1 rue Haute", "Lyon", "", "69001", "F"]


def test_xml_stays_a_text_that_nobody_parses() -> None:
    one = the_card("version-4-xml").first("XML")
    assert one.text == '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
