"""What `check` gives back beside its report: the file with remarks, the file put right."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from review.formats import Format, Read
from review.output import Judged
from review.ruleset import Ruleset
from service.clock import wall_clock
from service.commands import CommandError
from service.commands._fix import fix
from service.commands._sources import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveBack:
    """What was asked for; `folder`: where annotated files go."""

    folder: Path | None = None
    changes: bool = False
    fixing: bool = False
    unsafe: bool = False
    write: bool = False

    def give(
        self, source: Source, data: bytes, read: Read, judged: Judged, ruleset: Ruleset
    ) -> Judged:
        """Does it for one input, and says in its notices what was done. CommandError."""
        told: list[str] = []
        if self.folder is not None:
            told.append(self._annotate(self.folder, source, data, read, judged))
        if self.fixing:
            told.append(self._fix(source, data, read, judged, ruleset))
        return replace(judged, notices=(*judged.notices, *told)) if told else judged

    def _annotate(
        self, folder: Path, source: Source, data: bytes, read: Read, judged: Judged
    ) -> str:
        own = source.path.name if source.path else ""
        if read.format is Format.DOCX and data.startswith(b"PK"):
            from review.output.docx import annotate_docx  # noqa: PLC0415  # loads its engine

            made = annotate_docx(
                source.name, data, judged.report, at=wall_clock(), changes=self.changes
            )
        elif read.format is Format.PDF:
            from review.output.pdf import annotate_pdf  # noqa: PLC0415  # loads its engine

            try:
                made = annotate_pdf(source.name, data, judged.report, at=wall_clock())
            except ValueError:
                return f"「{source.name}」有识别出来的文字，在原件上标不出，没有写批注。"
        else:
            return f"「{source.name}」是{read.format.label}，没有可写批注的原件；请看检查报告。"
        path = folder / f"{Path(own).stem or '标准输入'}（批注）.{read.format}"
        folder.mkdir(parents=True, exist_ok=True)
        if path.exists():
            raise CommandError(f"「{path}」已经存在，没有覆盖；请换一个文件夹或先移走它。")
        write_whole(path, made)
        return f"批注写在「{path}」。"

    def _fix(
        self, source: Source, data: bytes, read: Read, judged: Judged, ruleset: Ruleset
    ) -> str:
        fixed = fix(source.name, data, read, judged.report, ruleset, unsafe=self.unsafe)
        if not fixed.findings or fixed.data is None:
            return "没有可以直接改的。"
        sys.stdout.write(fixed.diff)
        if not self.write:
            return f"可以直接改 {len(fixed.findings)} 处，还没有写进文件；加 --write 写入。"
        if source.path is None:
            raise CommandError("标准输入没有文件可写；请写明文件路径。")
        write_whole(source.path, fixed.data)
        how = "写成修订" if read.format is Format.DOCX else "写进文件"
        return f"已把 {len(fixed.findings)} 处{how}；下面是改之前的检查结果。"


def write_whole(path: Path, data: bytes) -> None:
    """Writes a file or leaves the old one as it was. CommandError says why not."""
    try:
        if not path.exists():
            path.write_bytes(data)
            return
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".xianshen-", delete=False) as f:
            f.write(data)
        twin = Path(f.name)
        twin.chmod(path.stat().st_mode & 0o7777)
        twin.replace(path)
    except OSError as error:
        message = f"「{path}」写不进去（{error.strerror}）；请核对路径和权限。"
        raise CommandError(message) from error
