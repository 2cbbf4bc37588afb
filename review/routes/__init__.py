"""分级分类审核路线: whose signatures a piece needs, why, and in what time."""

from review.routes.attachment import ATTACHMENTS, Attachment
from review.routes.book import BadRouteError, Lane, RouteBook
from review.routes.plan import Lowering, Plan, bare_plan, plan
from review.routes.reading import read_routes
from review.routes.staffing import unfilled

__all__ = [
    "ATTACHMENTS",
    "Attachment",
    "BadRouteError",
    "Lane",
    "Lowering",
    "Plan",
    "RouteBook",
    "bare_plan",
    "plan",
    "read_routes",
    "unfilled",
]
