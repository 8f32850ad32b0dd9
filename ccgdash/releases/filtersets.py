"""What lists of sources and releases may be asked for."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from ccgdash.http.filters import Choice, ChoicesFilter, TextFilter
from ccgdash.http.filtersets import StrictFilterSet
from ccgdash.http.release import ReleaseRef
from ccgdash.releases.models import Source


def licences(release: ReleaseRef) -> Iterable[Choice]:
    """The licences sources of a release name."""
    found = Source.objects.at(release.number).order_by("licence").values_list("licence", flat=True).distinct()
    return [(licence, licence) for licence in found]


class SourceFilterSet(StrictFilterSet):
    """Sources by word, licence or id."""

    q = TextFilter(method="with_words", label="Search", help_text="Words in the id, publisher, title or address.")
    licence = ChoicesFilter("licence", choices=licences, label="Licence")
    source_id = TextFilter("source_id", label="Source id", help_text="One source, by its id.")

    def with_words(self, sources: QuerySet[Source], _name: str, words: str) -> QuerySet[Source]:
        """Every word stands somewhere in the source."""
        for word in words.split():
            sources = sources.filter(
                Q(source_id__icontains=word)
                | Q(publisher__icontains=word)
                | Q(title__icontains=word)
                | Q(reference__icontains=word)
            )
        return sources


class ReleaseFilterSet(StrictFilterSet):
    """Releases take no filters of their own."""
