"""In SQL, for walls: whether a person is of a unit, and that another person decides."""

import pgtrigger

from supervision.people.models.one_person import accounts_of
from supervision.web.walls import Wall


def is_of_the_unit(account: str, unit: str) -> str:
    """Return the condition that the person behind the account holds or held a post in the unit."""
    return f"""EXISTS (
        SELECT 1 FROM accounts_posting p
        WHERE p.unit_id = {unit} AND p.user_id IN {accounts_of(account)}
    )"""


def another_person(when: str, column: str) -> Wall:
    """Return the wall: where the condition holds, `decided_by` is not the person of the column."""
    return Wall(
        name="another_person",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(when),
        func=f"""
            IF NEW.{column} IN {accounts_of("NEW.decided_by_id")} THEN
                RAISE EXCEPTION 'nobody decides on a request of their own'
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """,
    )
