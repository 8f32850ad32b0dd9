"""Every kind of page, as the URL resolver has them, and the states a page can be in."""

from __future__ import annotations

from tests.contracts.routes import pages

TOO_MANY = [f"00{letter}" for letter in "CDJKLMNPQRTVXY"] + [f"01{letter}" for letter in "ACDEFGH"]  # one more than fit
STATES = {
    "front page of a year without ratings": "/?year=2021-22",
    "explorer, several facets open": "/ccgs/?year=2015-16&rating=inadequate&special_measures=yes&on=2016-08-01&open=no",
    "explorer, long list": "/ccgs/?ordering=-registered_population&page_size=200&page=1",
    "explorer, nothing found": "/ccgs/?year=2013-14&rating=inadequate",
    "explorer, ratings not known": "/ccgs/?year=2018-19&rating=not-known",
    "explorer, wrong parameter": "/ccgs/?raiting=inadequate",
    "explorer, wrong value": "/ccgs/?q=bexly&on=yesterday&rating=excellent",
    "front page, wrong year": "/?year=2031-32",
    "ratings, nothing found": "/ratings/2021-22/",
    "interventions, wrong day": "/special-measures/?active_on=yesterday",
    "interventions on a day": "/special-measures/?active_on=2016-07-31&kind=special-measures",
    "closed CCG": "/ccgs/05N/",
    "CCG with everything": "/ccgs/07V/",
    "CCG of 2021": "/ccgs/W2U3Z/",
    "no such CCG": "/ccgs/99Z/",
    "no such page": "/nowhere/",
    "page past the last": "/ccgs/?page=999",
    "problems": "/problems/",
    "one problem": "/problems/bad-parameter/",
    "explorer, map of one year": "/ccgs/?year=2015-16&view=map",
    "explorer, map of a few": "/ccgs/?year=2018-19&view=map&region=Y56&colour=growth",
    "explorer, map of no year": "/ccgs/?view=map",
    "explorer, chart": "/ccgs/?year=2018-19&view=chart",
    "explorer, rating and money disagree": "/ccgs/?mismatch=good-in-deficit",
    "docs of the API": "/api/docs/",
    "gallery of components": "/components/",
    "three CCGs side by side": "/compare/?ccg=07M&ccg=07V&ccg=05N",
    "all CCGs of a region side by side": "/compare/?region=Y56&year=2018-19",
    "too many CCGs": "/compare/?" + "&".join(f"ccg={code}" for code in TOO_MANY),
    "no such place": "/places/region/Y99/",
    "place in a year without ratings": "/places/england/ENG/?year=2021-22",
    "places of a year without STPs": "/places/?kind=footprint&year=2013-14",
    "report of a CCG without ratings": "/ccgs/W2U3Z/report/",
    "methods": "/methods/",
    "one method": "/methods/recovery/",
    "one rule set": "/methods/ccg-iaf/",
    "about": "/about/",
    "accessibility statement": "/accessibility/",
}
"""What is seen -> address."""


def seen() -> dict[str, str]:
    """Every page of the site and every state above."""
    routes = {f"page {page.name}": page.url(page.samples()[0]) for page in pages()}
    return {**routes, **STATES}
