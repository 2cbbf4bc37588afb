"""How each platform's access stands, in one line each."""

from __future__ import annotations

from datetime import datetime, timedelta

from service.clock import local_time
from service.platforms import Health, Platform

MOST_SKEW = timedelta(minutes=2)
"""More than this, and signatures with a time in them begin to be refused."""

_LITTLE_LEFT = 5


def calls_for_help(health: Health) -> bool:
    """Whether somebody has to do something."""
    return (
        not health.reachable
        or bool(health.sentence)
        or (health.skew is not None and abs(health.skew) > MOST_SKEW)
        or (health.quota_left is not None and health.quota_left <= 0)
    )


def told(platform: Platform, health: Health, now: datetime) -> str:
    """One clause: reachable or not, the token's end, what is left of the quota, the clocks."""
    parts = ["连得上" if health.reachable else "连不上"]
    if health.token_until is not None:
        left = health.token_until - now
        until = local_time(health.token_until)
        if left <= timedelta(0):
            parts.append("令牌已到期")
        elif left < timedelta(days=2):
            parts.append(f"令牌到 {until:%H:%M}（自动续）")
        else:
            parts.append(f"授权到 {until:%Y-%m-%d}")
    if health.quota_left is not None:
        little = "，快用完了" if health.quota_left <= _LITTLE_LEFT else ""
        parts.append(f"今天还可调用 {health.quota_left} 次{little}")
    if health.skew is not None:
        seconds = round(abs(health.skew.total_seconds()))
        slow = health.skew > timedelta(0)
        parts.append(
            f"时钟相差 {seconds} 秒"
            if abs(health.skew) <= MOST_SKEW
            else f"本机时钟{'慢' if slow else '快'}了 {seconds} 秒，请校准"
        )
    clause = f"{platform.label}{'，'.join(parts)}"
    return f"{clause}；{health.sentence.rstrip('。')}" if health.sentence else clause
