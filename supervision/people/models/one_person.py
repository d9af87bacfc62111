"""In SQL, for walls: every account of one natural person."""


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
