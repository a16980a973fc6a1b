"""A national id is given once and never seen again: it is kept as a keyed hash, in one place."""

from json import loads

from chassis.keyed_hash import KeyedHash
from chassis.testing import ServiceUnderTest
from services.nominations.tests.component.test_erasing import everything
from services.nominations.tests.component.test_life import body, head, officer

CCCD, OTHER = "033085001234", "033085009999"
KEPT = "SELECT private ->> 'person_hash' FROM nominations"


async def test_an_id_is_kept_as_a_hash_alone_and_stays_until_it_is_given_anew(service: ServiceUnderTest) -> None:
    hash_of = KeyedHash("key-of-the-test")
    sent = {"nominations": [{**body(), "identity": "033 085 001.234"}]}
    [nomination_id] = (await service.client.post("/nominations", json=sent, headers=officer(service))).json()[
        "nomination_ids"
    ]
    address = f"/nominations/{nomination_id}"
    kept = []
    for changes in ({}, {"name": "Nguyễn Thị Hương"}, {"identity": OTHER}, {"identity": ""}):
        shown = await service.client.get(address, headers=officer(service))
        kept.append((await service.pool.fetchval(KEPT), shown.json()["identity_known"]))
        assert not {"person_hash", "identity"} & shown.json()["dossier"].keys()
        changed = await service.client.put(
            address, json={**body(), **changes}, headers={**officer(service), "If-Match": shown.headers["ETag"]}
        )
        assert changed.status_code == 200, changed.text

    assert kept == [(hash_of(CCCD), True), (hash_of(CCCD), True), (hash_of(CCCD), True), (hash_of(OTHER), True)]
    assert await service.pool.fetchval(KEPT) is None


async def test_no_part_of_the_id_or_its_hash_is_told_to_anybody(service: ServiceUnderTest) -> None:
    sent = {"nominations": [{**body(), "identity": CCCD}]}
    ids = (await service.client.post("/nominations", json=sent, headers=officer(service))).json()["nomination_ids"]
    await service.client.post("/nominations/endorse", json={"nomination_ids": ids}, headers=head(service))
    await service.client.post("/nominations/submit", json={"nomination_ids": ids}, headers=officer(service))
    outbox = await service.pool.fetch("SELECT convert_from(value, 'utf8') AS value FROM outbox WHERE value IS NOT NULL")

    assert CCCD not in await everything(service)
    told = [loads(row["value"]) for row in outbox]
    assert len(told) == 3
    assert [each for each in told if KeyedHash("key-of-the-test")(CCCD) in str(each)] == []


async def test_a_hash_from_outside_and_a_number_of_another_form_are_refused(service: ServiceUnderTest) -> None:
    wrong = ({"person_hash": "0" * 64}, {"identity": "12345"}, {"identity": "03308500123A"})

    answers = [
        await service.client.post("/nominations", json={"nominations": [{**body(), **each}]}, headers=officer(service))
        for each in wrong
    ]

    assert [answer.status_code for answer in answers] == [422] * 3
    assert [answer.json()["errors"][0]["pointer"] for answer in answers] == [
        "/nominations/0/person_hash",
        "/nominations/0/identity",
        "/nominations/0/identity",
    ]
    assert "03308500123A" not in answers[2].text


async def test_a_section_keeps_the_id_until_it_is_given_anew_or_taken_back_with_an_empty_text(
    service: ServiceUnderTest,
) -> None:
    sent = {"nominations": [{**body(), "identity": CCCD}]}
    [nomination_id] = (await service.client.post("/nominations", json=sent, headers=officer(service))).json()[
        "nomination_ids"
    ]
    address = f"/nominations/{nomination_id}/sections/subject"
    kept = []
    for values in ({"position": "Giáo viên"}, {"identity": None}, {"identity": OTHER}, {"identity": ""}):
        etag = (await service.client.get(address, headers=officer(service))).headers["ETag"]
        changed = await service.client.put(address, json=values, headers={**officer(service), "If-Match": etag})
        assert changed.status_code == 200, changed.text
        kept.append(await service.pool.fetchval(KEPT))

    hash_of = KeyedHash("key-of-the-test")
    assert kept == [hash_of(CCCD), hash_of(CCCD), hash_of(OTHER), None]
