"""What was said yes to is recorded once for each confirmation, unreadable to whoever reads the database."""

import pytest
from sqlalchemy import delete, select

from parley.db.tables import conversations, operations, principals
from parley.operations.operation import NoOperation
from parley.rights.export import Export
from parley.scheduling.outcomes import NotBooked, Unknown
from tests.support.desk import all_at_once


def test_the_same_yes_again_is_the_same_operation(office):
    request = office.request()
    first, second = office.hand_in("one", request), office.hand_in("one", request)
    assert first == second
    assert office.hand_in("two", request).id != first.id


def test_many_at_once_are_one(office):
    request = office.request()
    made = all_at_once(8, lambda: office.hand_in("one", request))
    assert len({one.id for one in made}) == 1


def test_it_belongs_to_its_conversation_alone(office, desk):
    operation, other = office.hand_in(), desk.meet("somebody else")
    assert office.front.of(office.conversation.id, operation.id) == operation
    with pytest.raises(NoOperation):
        office.front.of(other.id, operation.id)


def test_no_name_and_no_address_stands_in_the_database(office):
    operation = office.hand_in()
    office.operator.carry_out(operation.id)
    with office.desk.database.read() as connection:
        row = connection.execute(select(operations)).mappings().one()
    kept = b" ".join(value for value in row.values() if isinstance(value, bytes)) + str(dict(row)).encode()
    assert b"Grace" not in kept
    assert b"navy.example" not in kept


def test_the_first_outcome_counts(office):
    operation = office.hand_in()
    office.operations.finish(operation, NotBooked())
    office.operations.finish(operation, Unknown())
    assert office.now(operation).outcome == NotBooked()


def test_only_one_of_many_may_send(office):
    operation = office.hand_in()
    claims = all_at_once(6, lambda: office.operations.claim(operation))
    assert [one.sends for one in claims if one] == [1]


def test_a_booking_is_known_again_by_its_key(office):
    operation = office.hand_in("a key")
    assert office.operations.of_key("a key") == operation
    assert office.operations.of_key("another") is None
    office.operations.confirm(operation.id)
    assert office.now(operation).confirmed_at is not None


@pytest.mark.parametrize("table", [conversations, principals])
def test_it_goes_with_the_person_and_with_the_conversation(office, table):
    operation = office.hand_in()
    with office.desk.database.write() as connection:
        which = office.conversation.id if table is conversations else office.conversation.principal_id
        connection.execute(delete(table).where(table.c.id == which))
    with pytest.raises(NoOperation):
        office.now(operation)
    assert office.operator.carry_out(operation.id)


def test_whoever_asks_what_is_kept_about_a_person_can_read_it(office):
    operation = office.hand_in()
    office.operator.carry_out(operation.id)
    (told,) = Export(office.desk.database, office.desk.vault).of(office.conversation.principal_id)["operations"]
    assert told["request"]["draft"]["name"] == "Grace Hopper"
    assert told["outcome"]["is"] == "Booked"
