"""`xianshen evidence`: a piece with everything signed, sealed and sent of it, as one file."""

from __future__ import annotations

import argparse
from pathlib import Path

from service.clock import wall_clock
from service.commands import Command, CommandError
from service.commands._house import add_database_option, explained, settings_of
from service.office import open_store
from service.paper.pack import evidence_pack
from service.paper.pdf import printed_sheet


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("draft", metavar="稿件编号", type=int)
    parser.add_argument("--output", metavar="文件", help="默认 evidence-编号.zip，不覆盖已有文件")
    add_database_option(parser)


def run(options: argparse.Namespace) -> int:
    settings = settings_of(options)
    now = wall_clock()
    path = Path(options.output or f"evidence-{options.draft}.zip")
    with explained():
        store = open_store(settings)
        try:
            with store.read() as unit:
                paper = printed_sheet(unit, options.draft, {}, settings.data_dir / "fonts", now)
                pack = evidence_pack(unit, options.draft, key=store.key, now=now, sheet=paper)
        except KeyError:
            message = f"没有编号为 {options.draft} 的稿件，请核对编号。"
            raise CommandError(message) from None
        finally:
            store.close()
    try:
        with path.open("xb") as file:
            file.write(pack)
    except FileExistsError:
        raise CommandError(f"文件 {path} 已存在，没有覆盖；请另取文件名。") from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise CommandError(f"不能写入 {path}（{reason}），请检查路径和权限。") from None
    if not paper:
        print("没有找到中文字体，包里没有审核单PDF；装上 fonts-noto-cjk 后可重新导出。")
    print(f"证据包已写到 {path}。解开后运行 python verify.py 即可核验，不需要本系统。")
    return 0


COMMAND = Command(
    name="evidence", help="证据包：导出一篇稿件的全部审签和发布证据", configure=configure, run=run
)
