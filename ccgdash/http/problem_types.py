"""Every kind of problem this site answers with, in plain words; `/problems/<slug>/` shows them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProblemType:
    """`explanation` says what it means, `remedy` what the reader can do about it."""

    slug: str
    status: int
    title: str
    explanation: str
    remedy: str


PROBLEM_TYPES: dict[str, ProblemType] = {
    kind.slug: kind
    for kind in (
        ProblemType(
            "bad-parameter",
            400,
            "A parameter is not right",
            "The address has a parameter this page does not know, or a value it does not take. "
            "Nothing was filtered and nothing is shown, because a filter that is silently ignored gives a wrong list.",
            "Each entry of errors names the parameter, says what is wrong and lists what is allowed.",
        ),
        ProblemType(
            "bad-request",
            400,
            "The request cannot be read",
            "The address is too long, is not valid UTF-8, or has characters that no address may have.",
            "Check how the address was put together; parameters must be percent-encoded UTF-8.",
        ),
        ProblemType(
            "forbidden",
            403,
            "Not allowed",
            "This address is for signed-in staff, or the form was sent without its security token.",
            "Everything public is readable without a key. Staff can sign in and try again.",
        ),
        ProblemType(
            "not-found",
            404,
            "Not found",
            "There is nothing at this address, or the code in it is not known.",
            "Check the spelling. Where something similar exists, errors lists it.",
        ),
        ProblemType(
            "page-out-of-range",
            404,
            "There is no such page of this list",
            "The list is shorter than the page number asked for.",
            "Follow next and previous, or the Link header, instead of counting pages.",
        ),
        ProblemType(
            "unknown-release",
            404,
            "No such release",
            "The release or date asked for is not one this site holds.",
            "The list of releases is at /api/v1/releases/.",
        ),
        ProblemType(
            "method-not-allowed",
            405,
            "This address is read-only",
            "Everything public is read with GET or HEAD; there are no public writes.",
            "Send GET or HEAD.",
        ),
        ProblemType(
            "not-acceptable",
            406,
            "That format is not available",
            "The answer cannot be given in the format asked for.",
            "Ask for JSON or CSV.",
        ),
        ProblemType(
            "too-many-requests",
            429,
            "Too many requests",
            "One client asked for more new answers in a minute than this site gives. "
            "Answers already computed, and 304 answers to If-None-Match, do not count.",
            "Wait for the seconds in Retry-After. To read everything, take the CSV of a whole list in one request.",
        ),
        ProblemType(
            "server-error",
            500,
            "Something went wrong here",
            "The fault is on this side and has been written to the log.",
            "Try again later; if it stays, tell us the address.",
        ),
        ProblemType(
            "unavailable",
            503,
            "The data cannot be reached just now",
            "The database does not answer. Published data are safe, and pages fetched lately are still served.",
            "Try again after the seconds in Retry-After.",
        ),
    )
}
