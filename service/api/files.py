"""Files over the API: a file judged as it is, for programs that hold files and no texts."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, Query

from review.formats import UnreadableError
from review.formats.place import Plan
from service.actions.errors import InvalidError
from service.api.credentials import PersonHere
from service.api.shapes import Out, ReportOut
from service.edge.door import OfficeHere
from service.edge.home import home_here
from service.edge.manuscript import one_line
from service.reading import read_file

router = APIRouter(tags=["稿件"])


class FileReportOut(Out):
    """`places`: by key of a finding, the paragraph, cell or page it stands in, where files have such."""

    format: str
    title: str
    notices: list[str]
    places: dict[str, str]
    report: ReportOut


@router.post("/check/file")
def check_file(
    data: Annotated[bytes, Body(media_type="application/octet-stream")],
    name: Annotated[str, Query(min_length=1, max_length=200)],
    office: OfficeHere,
    person: PersonHere,
) -> FileReportOut:
    """Check a file; nothing is stored. The body is its bytes, `name` what messages call it."""
    most = office.settings.upload_megabytes
    if len(data) > most * 1024 * 1024:
        raise InvalidError(f"文件超过 {most} MB，请拆开后再检查。")
    try:
        read = read_file(one_line(name), data)
    except UnreadableError as error:
        raise InvalidError(str(error)) from error
    document = read.document
    report = office.review(document, home_here(office, person))
    plan = Plan(document, read.places)
    named = {finding.key: plan.at(finding.span) for finding in report.findings}
    return FileReportOut(
        format=read.format.value,
        title=document.title,
        notices=list(read.notices),
        places={key: place for key, place in named.items() if place},
        report=ReportOut.of(document, report),
    )
