"""In SQL, for walls: every account of one natural person, and whether a person is of a unit."""

import pgtrigger

from supervision.web.walls import Wall


def accounts_of(account: str) -> str:
    """Return the subselect of the ids of all accounts of the person behind the account `account`.

    As in `people.selectors.natural_persons`: accounts with one telephone number, or with the
    number that the people register has for the person of the other.
    """
    return f"""(
        WITH numbers AS (
            SELECT u.phone_index AS number FROM accounts_user u
            WHERE u.id = {account} AND u.phone_index <> ''
            UNION
            SELECT p.phone_index FROM people_person p
            WHERE p.account_id = {account} AND p.phone_index <> ''
        )
        SELECT {account}
        UNION
        SELECT u.id FROM accounts_user u JOIN numbers n ON n.number = u.phone_index
        UNION
        SELECT p.account_id FROM people_person p JOIN numbers n ON n.number = p.phone_index
        WHERE p.account_id IS NOT NULL
    )"""


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
