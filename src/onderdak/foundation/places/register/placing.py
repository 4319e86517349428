"""Step 2: in which municipality each address and building lies.

A number of the BAG begins with the municipality that gave it, which may have been
merged since, or be the neighbour. So the town decides, and the relation between towns
and municipalities that comes with a delivery; then the municipality that the file is
of; only then the number.
"""

from typing import Final

from django.db import connection

_ADDRESSES: Final = """
    CREATE TEMPORARY TABLE bag_address ON COMMIT DROP AS
    WITH relation AS (
        SELECT DISTINCT ON (town) town, municipality FROM bag_relation ORDER BY town
    ), town AS (
        SELECT DISTINCT ON (id) id, name FROM bag_town ORDER BY id
    ), street AS (
        SELECT DISTINCT ON (id) id, name, town FROM bag_street ORDER BY id
    ), place AS (
        SELECT DISTINCT ON (number) number, rd_x, rd_y, longitude, latitude FROM (
            SELECT main AS number, 0 AS rank, id, rd_x, rd_y, longitude, latitude
            FROM bag_object WHERE NOT withdrawn
            UNION ALL
            SELECT unnest(sides), 1, id, rd_x, rd_y, longitude, latitude
            FROM bag_object WHERE NOT withdrawn
        ) AS every ORDER BY number, rank, id
    )
    SELECT DISTINCT ON (n.id) n.id, s.name AS street, n.number, n.addition,
        n.postcode, t.name AS town, n.withdrawn, n.since,
        p.rd_x, p.rd_y, p.longitude, p.latitude,
        places_key(s.name) AS street_key, places_key(n.addition) AS addition_key,
        coalesce(r.municipality, n.of_file, 'GM' || left(n.id, 4)) AS municipality
    FROM bag_number n
    JOIN street s ON s.id = n.street
    JOIN town t ON t.id = coalesce(n.town, s.town)
    LEFT JOIN relation r ON r.town = t.id
    LEFT JOIN place p ON p.number = n.id
    ORDER BY n.id, n.since DESC
"""
_BUILDINGS: Final = """
    CREATE TEMPORARY TABLE bag_house ON COMMIT DROP AS
    WITH lies AS (
        SELECT b.id, min(a.municipality) AS municipality
        FROM bag_object o CROSS JOIN unnest(o.buildings) AS b (id)
        JOIN bag_address a ON a.id = o.main
        GROUP BY b.id
    )
    SELECT DISTINCT ON (b.id) b.*,
        coalesce(l.municipality, b.of_file, 'GM' || left(b.id, 4)) AS municipality
    FROM bag_building b LEFT JOIN lies l ON l.id = b.id
    ORDER BY b.id, b.since DESC
"""
_OBJECTS: Final = """
    CREATE TEMPORARY TABLE bag_dwelling ON COMMIT DROP AS
    SELECT DISTINCT ON (id) * FROM bag_object ORDER BY id, since DESC
"""
_LEFT: Final = """
    SELECT
        (SELECT count(DISTINCT id) FROM bag_number)
            - (SELECT count(*) FROM bag_address),
        (SELECT count(*) FROM bag_address WHERE municipality <> ALL (%(ours)s)),
        (SELECT count(*) FROM bag_house WHERE municipality <> ALL (%(ours)s))
"""


def place_rows() -> None:
    """Say of each row which municipality it lies in."""
    with connection.cursor() as cursor:
        for statement in (_ADDRESSES, _BUILDINGS, _OBJECTS):
            cursor.execute(statement)
        for table in ("bag_address", "bag_dwelling"):
            cursor.execute(f"ANALYZE {table}")


def count_left(ours: list[str]) -> tuple[int, int, int]:
    """Numbers without a street or town here; addresses and buildings elsewhere."""
    with connection.cursor() as cursor:
        cursor.execute(_LEFT, {"ours": ours})
        row = cursor.fetchone() or (0, 0, 0)
    return int(row[0]), int(row[1]), int(row[2])
