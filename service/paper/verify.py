"""核验先审的证据包：python verify.py [证据包.zip 或解开后的文件夹]

--key 文件      先审的封印密钥：另验封印（证明内容出自持有密钥的系统）
--public 文件   该单位公布的公钥（xianshen keys public）：验发布单由它签名，不需要任何秘密
--against 文件  xianshen audit export 导出的全部留痕：另验本稿留痕在整条链上的位置
只用 Python 3.8 以上自带的库，不联网，不改任何文件。退出码：0 相符，1 有不符，2 没法核验。
"""

from __future__ import annotations

import argparse
import hashlib
import json
import struct
import sys
import zlib
from pathlib import Path
from typing import Any, Dict, Iterator  # noqa: UP035  # Python 3.8

if __name__ == "__main__":
    sys.dont_write_bytecode = True  # nothing may be added to the folder that is checked
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    import signatures  # type: ignore[import-not-found]  # it lies beside this file in the pack
else:
    from service.paper import signatures

Files = Dict[str, bytes]  # noqa: UP006
Json = Any  # whatever somebody put there
NOT_LISTED = {"manifest.json", "manifest.seal", "manifest.sha256"}
HASHED = ("documents/", "reports/", "media/")
KEYED = "密钥相符：留痕、发布单和整个包出自持有这把密钥的系统。"
UNKEYED = "没有用密钥：只证明包内前后一致；有人把整个包从头重做一份，这样看不出来。请用 --key。"
WHOLE = "整条留痕链接得上，本稿的留痕一条不多、一条不少。"
PARTIAL = "没有对照全部留痕：缺了本稿的某一条未必看得出。请用 --against。"
UNKNOWN = "公钥取自包内：请与该单位公布的指纹核对，或用 --public。发布单签名公钥指纹："
CLOCK = "时间是系统时钟所记，姓名是系统账号；平台上现在的样子要到平台上看。"
DECISIONS = {"pass": "sign", "send_back": "send_back", "reject": "reject"}
VERBS = {"countersign": "sign", "object": "reject"}  # 应急通道补签


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def digest_of(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return "sha256:" + sha256(text.encode("utf-8", "surrogatepass"))


def read_json(data: bytes) -> Json:
    return json.loads(data.decode("utf-8", "surrogatepass"))


def archive_of(files: Files) -> bytes:
    """The only archive that holds these files: the packer leaves no byte to choice."""
    body, index = bytearray(), bytearray()
    for name, data in sorted(files.items()):
        told = name.encode("utf-8")
        common = struct.pack(
            "<HHHHHIIIHH", 20, 0, 0, 0, 0x21, zlib.crc32(data), len(data), len(data), len(told), 0
        )
        index += b"PK\x01\x02" + struct.pack("<H", 20) + common
        index += struct.pack("<HHHII", 0, 0, 0, 0, len(body)) + told
        body += b"PK\x03\x04" + common + told + data
    sizes = (0, 0, len(files), len(files), len(index), len(body), 0)
    return bytes(body + index + b"PK\x05\x06" + struct.pack("<HHHHIIH", *sizes))


def unpacked(packed: bytes) -> Files:
    """The files as their own headers tell of them; ValueError if that is not the whole archive."""
    found, at = {}, 0
    while packed[at : at + 4] == b"PK\x03\x04":
        size, _, length, extra = struct.unpack("<IIHH", packed[at + 18 : at + 30])
        start = at + 30 + length + extra
        found[packed[at + 30 : at + 30 + length].decode("utf-8")] = packed[start : start + size]
        at = start + size
    if archive_of(found) != packed:
        raise ValueError
    return found


def folder(path: Path) -> Files:
    inside = [each for each in path.rglob("*") if each.is_file()]
    return {each.relative_to(path).as_posix(): each.read_bytes() for each in inside}


def check_files(files: Files) -> Iterator[str]:
    """Every file there, none besides, each as the manifest has it."""
    sums = "".join(f"{sha256(files[name])}  {name}\n" for name in sorted(NOT_LISTED)[:2])
    if files["manifest.sha256"] != sums.encode("ascii"):
        yield "manifest.json 或 manifest.seal 与 manifest.sha256 不符：清单被改动。"
    listed = read_json(files["manifest.json"])["files"]
    for name in sorted(set(listed) | (set(files) - NOT_LISTED)):
        if name not in files:
            yield f"{name} 不见了：被删除。"
        elif name not in listed:
            yield f"{name} 不在清单里：后来放进来的。"
        elif sha256(files[name]) != listed[name]:
            yield f"{name} 与清单所记的摘要不符：被改动。"
        elif name.startswith(HASHED) and listed[name] not in name:
            yield f"{name} 的内容与文件名里的摘要不符：不是签字的那一份。"


def check_events(rows: list[Json], files: Files, draft: int) -> Iterator[str]:
    """Each entry as it was hashed, in order, none of another piece, none after the head."""
    last: Json = None
    head: Json = read_json(files["head.json"])
    for row in rows:
        if hash_of(row) != row["hash"]:
            yield f"第{row['seq']}条留痕的内容与其摘要不符：被改动。"
        if row["draft"] != draft:
            yield f"第{row['seq']}条留痕不是这篇稿件的。"
        gap = row["seq"] - last["seq"] if last else 2
        if gap < 1 or (gap == 1 and row["previous"] != last["hash"]):
            yield f"第{row['seq']}条留痕与它前面的一条接不上。"
        last = row
    gap = head["seq"] - last["seq"] if last and head else -1
    if last and (gap < 0 or (gap == 0 and head["hash"] != last["hash"])):
        yield "末条标记在本稿最后一条之前，或者不是同一条：末条标记被改动。"


def hash_of(row: Json) -> str:
    names = ("seq", "at", "actor_id", "actor", "verb", "draft", "detail", "previous")
    return digest_of([row[name] for name in names])


def check_signatures(record: Json, files: Files) -> Iterator[str]:
    """Each over its round's text and report, by people none of whom wrote it or signed before."""
    for one in record["rounds"]:
        where = f"第{one['round']}轮"
        report = files.get(f"reports/{one['report'].split(':')[1]}.json", b"{}")
        text = f"documents/{one['document'].split(':')[1]}.json"
        if text not in files or read_json(report).get("document") != one["document"]:
            yield f"{where}送审的文字或检查报告不在包里，或者报告查的是另一份文字。"
        signed = {one["author"]["id"], one["editor"]["id"]}
        for each in one["sign_offs"]:
            name = f"{where}第{each['step'] + 1}步签字"
            if (each["document"], each["report"]) != (one["document"], one["report"]):
                yield f"{name}签的不是这一轮送审的文字和检查报告。"
            people = {who["id"] for who in (each["person"], each["on_behalf"]) if who}
            if signed & people:
                yield f"{name}与作者、最后修改人或另一步签字是同一个人。"
            signed |= people


def check_record(record: Json, rows: list[Json], files: Files) -> Iterator[str]:
    """Record against log. Of several reasons for a finding the record has only the last."""
    told = set(logged(rows))
    held: set[tuple[str, ...]] = {
        (f"第{one['version']}版", one["document"], str(one["editor"]["id"]), one["at"])
        for one in record["versions"]
    }
    for one in record["rounds"]:
        texts = (str(one["version"]), one["document"], one["report"])
        held.add((f"第{one['round']}轮送审", *texts, one["at"]))
        for each in one["sign_offs"]:
            who, whom = each["person"], each["on_behalf"]
            signed = (str(who["id"]), who["login"], str(whom["id"]) if whom else "-", each["at"])
            words = (digest_of(each["opinion"]), each["replies"], ",".join(each["endorsed"]))
            told_as = (DECISIONS[each["decision"]], each["document"], each["report"])
            held.add((f"{one['round']}-{each['step']}签字", *told_as, *signed, *words))
    for one in record["releases"]:
        body = read_json(files[f"releases/{one['id']}.json"])
        texts = (body["document"], body["report"], str(body["released_by"][0]))
        held.add((f"第{body['round']}轮发布", *texts))
    for verb, kind in (("waive", "waivers"), ("answer", "answers"), ("", "remarks")):
        for one in record[kind]:
            words = (digest_of(one["reason"]), str(one["person"]["id"]), one["at"])
            held.add((f"{verb or one['action']}的理由", *words))
    more = {line for line in told - held if not line[0].endswith("理由")}
    for line in sorted((held - told) | more):
        yield f"{line[0]}与留痕所记不一致，或者一边没有。"


def logged(rows: list[Json]) -> Iterator[tuple[str, ...]]:
    for row in rows:
        known, who = json.loads(row["detail"]), str(row["actor_id"])
        verb = VERBS.get(row["verb"], row["verb"])
        if verb in ("start", "edit"):
            yield f"第{known['version']}版", known["document"], who, row["at"]
        elif verb == "submit":
            texts = (known["version"], known["document"], known["report"])
            yield (f"第{known['round']}轮送审", *texts, row["at"])
        elif verb in DECISIONS.values() and "step" in known:
            signed = (who, row["actor"], known.get("on_behalf", "-"), row["at"])
            endorsed = ",".join(sorted(known.get("endorsed", "").split(",")))
            words = (known["opinion"], known.get("replies", ""), endorsed)
            told = (f"{known['round']}-{known['step']}签字", verb)
            yield (*told, known["document"], known["report"], *signed, *words)
        elif verb == "release":
            yield f"第{known['round']}轮发布", known["document"], known["report"], who
        elif "reason" in known:
            yield f"{verb}的理由", known["reason"], who, row["at"]


def check_releases(record: Json, files: Files) -> Iterator[str]:
    """What was sealed is what was signed, by every step before release; what was sent is sealed."""
    rounds = {one["round"]: one for one in record["rounds"]}
    for release in record["releases"]:
        name, body = f"发布单{release['id']}", read_json(files[f"releases/{release['id']}.json"])
        one = rounds[body["round"]]
        if (body["document"], body["report"]) != (one["document"], one["report"]):
            yield f"{name}封存的不是签字的文字和检查报告。"
        signed = [each["step"] for each in body["sign_offs"] if each["decision"] == "pass"]
        if signed != list(range(ahead := sum(not e.get("later") for e in one["route"]["steps"]))):
            yield f"{name}没有路线上发布前每一步的同意签字。"
        kept = [(e["step"], e["person"]["id"], e["opinion"]) for e in one["sign_offs"][:ahead]]
        if kept != [(e["step"], e["person"][0], e["opinion"]) for e in body["sign_offs"]]:
            yield f"{name}封存的签字与签字记录不一致。"
        if body["released_by"][0] in (one["author"]["id"], one["editor"]["id"]):
            yield f"{name}由作者本人发布。"
        planned = {(each["key"], each["rendering"]) for each in body["postings"]}
        if planned != {(each["key"], each["rendering"]) for each in release["postings"]}:
            yield f"{name}的发送记录与封存的不一致。"


def check_export(lines: list[str], rows: list[Json], draft: int) -> Iterator[str]:
    """The whole log hashed through, and the piece's entries exactly those it has of it."""
    previous, known = "sha256:" + "0" * 64, {}
    for number, line in enumerate(lines, start=1):
        row = json.loads(line)
        row["detail"] = json.dumps(row["detail"], sort_keys=True, separators=(",", ":"))
        if (row["seq"], row["previous"]) != (number, previous) or hash_of(row) != row["hash"]:
            yield f"留痕导出从第{number}条起接不上：导出文件不全或被改动。"
            return
        previous = row["hash"]
        if row["draft"] == draft:
            known[row["seq"]] = row["hash"]
    mine = {row["seq"]: row["hash"] for row in rows}
    for seq in sorted(set(mine) | set(known)):
        if mine.get(seq) != known.get(seq):
            yield f"第{seq}条留痕在证据包里与在导出里不一致（导出共{len(lines)}条）。"


def examined(
    files: Files, key: bytes | None, lines: list[str] | None, publics: bytes | None = None
) -> Iterator[tuple[str, Iterator[str]]]:
    """What is looked at, and what is found wrong with it."""
    draft, record = read_json(files["manifest.json"])["draft"], read_json(files["record.json"])
    rows = [read_json(line) for line in files["events.jsonl"].splitlines()]
    if record["draft"]["id"] != draft:
        raise ValueError
    yield "每个文件与清单相符", check_files(files)
    yield f"本稿留痕{len(rows)}条与各自摘要相符", check_events(rows, files, draft)
    yield "签字对应送审的文字和报告，互不同人", check_signatures(record, files)
    yield (
        "版本、送审、签字、发布和理由与留痕一致",
        check_record(record, rows, files),
    )
    yield "发布单与签字一致", check_releases(record, files)
    trusted = signatures.public_keys(publics or files[signatures.PUBLICS])
    yield "发布单的签名", signatures.check_signed(files, record, trusted)
    if key is not None:
        yield "封印", signatures.check_seals(files, record, rows, key)
    if lines is not None:
        yield "整条留痕链", check_export(lines, rows, draft)


def answered(options: argparse.Namespace) -> tuple[int, list[str]]:
    """The exit status, and what to say."""
    pack, key, lines, publics = options.pack, None, None, None
    try:
        if options.key:
            key = bytes.fromhex(options.key.read_text(encoding="ascii").strip())
        if options.public:
            publics = options.public.read_bytes()
        if options.against:
            lines = options.against.read_text(encoding="utf-8").strip().split("\n")
        files = unpacked(pack.read_bytes()) if pack.is_file() else folder(pack)
    except OSError as error:
        return 2, [f"没法核验：文件读不出来（{type(error).__name__}）。"]
    except (ValueError, struct.error):
        return 1, ["× 证据包的字节与打包时不同（或密钥文件不是密钥）：被改动，或重新压缩过。"]
    try:
        found = [(what, list(flaws)) for what, flaws in examined(files, key, lines, publics)]
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):
        return 1, ["× 证据包缺文件或内容读不懂：被改动。"]
    said = [line for what, some in found for line in [f"× {it}" for it in some] or [f"√ {what}"]]
    if any(some for _, some in found):
        return 1, [*said, "核验不通过。请保留这个证据包，并向开出它的单位重新索取。"]
    mark = f"核验通过。包的摘要 sha256:{sha256(files['manifest.json'])}"
    signers = signatures.public_keys(files[signatures.PUBLICS])
    shown = UNKNOWN + "、".join(map(signatures.fingerprint, signers))
    more = [shown] if signers and publics is None else []
    return 0, [*said, mark, *more, KEYED if key else UNKEYED, WHOLE if lines else PARTIAL, CLOCK]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("pack", nargs="?", type=Path, default=Path(__file__).resolve().parent)
    parser.add_argument("--key", type=Path)
    parser.add_argument("--public", type=Path)
    parser.add_argument("--against", type=Path)
    status, told = answered(parser.parse_args())
    sys.stdout.write("\n".join(told) + "\n")
    sys.exit(status)
