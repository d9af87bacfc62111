"""Near relatives: the inverse of each relation, its line and its distance in generations."""

from __future__ import annotations

from supervision.people.enums import KinLine, KinRelation

_R = KinRelation

_PAIRS = (
    (_R.PARENT, _R.CHILD),
    (_R.GRANDPARENT, _R.GRANDCHILD),
    (_R.UNCLE_AUNT, _R.NEPHEW_NIECE),
    (_R.PARENT_IN_LAW, _R.CHILD_IN_LAW),
    (_R.SPOUSES_SIBLING, _R.SIBLINGS_SPOUSE),
    (_R.COLLATERALS_SPOUSE, _R.SPOUSES_COLLATERAL),
)
#: What the person is to the relative, by what the relative is to the person.
INVERSE: dict[str, KinRelation] = {relation.value: relation for relation in KinRelation}
INVERSE |= {one.value: other for one, other in _PAIRS}
INVERSE |= {other.value: one for one, other in _PAIRS}

#: Line and number of generations counted from the common ancestor, the own one being the first
#: (Civil Servant Law, article 74: collateral relatives within three generations).
_PLACES: dict[KinLine, dict[KinRelation, int]] = {
    KinLine.SPOUSE: {_R.SPOUSE: 1},
    KinLine.DIRECT: {_R.PARENT: 2, _R.CHILD: 2, _R.GRANDPARENT: 3, _R.GRANDCHILD: 3},
    KinLine.COLLATERAL: {_R.SIBLING: 2, _R.UNCLE_AUNT: 3, _R.NEPHEW_NIECE: 3, _R.COUSIN: 3},
    KinLine.IN_LAW: {
        _R.PARENT_IN_LAW: 2,
        _R.CHILD_IN_LAW: 2,
        _R.SPOUSES_SIBLING: 2,
        _R.SIBLINGS_SPOUSE: 2,
        _R.SPOUSES_SIBLINGS_SPOUSE: 2,
        _R.CHILDS_PARENT_IN_LAW: 2,
        _R.COLLATERALS_SPOUSE: 3,
        _R.SPOUSES_COLLATERAL: 3,
    },
    KinLine.OTHER: {_R.OTHER: 0},
}
_LINE = {relation.value: line for line, places in _PLACES.items() for relation in places}
_DEGREE = {
    relation.value: degree for places in _PLACES.values() for relation, degree in places.items()
}


def inverse(relation: str) -> KinRelation:
    """Return what the person is to the relative."""
    return INVERSE[relation]


def line(relation: str) -> KinLine:
    """Return the group of near relatives the relation belongs to."""
    return _LINE[relation]


def degree(relation: str) -> int:
    """Return the distance in generations; 0 where the law counts none."""
    return _DEGREE[relation]


def is_near(relation: str) -> bool:
    """Tell whether avoidance follows from the relation."""
    return line(relation) != KinLine.OTHER
